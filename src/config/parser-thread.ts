/** The thread that configurations are read in: whatever a text does to the parser, the service goes on. */
import { parentPort } from "node:worker_threads";
import { type ConfigFile, configFiles, filesWithReferences } from "./config-files.ts";
import { type Folder, readFolder } from "./folder/folder.ts";
import { type ConfigResult, parseFolder } from "./load.ts";
import { createReport } from "./problem.ts";
import { variablesIn } from "./references.ts";
import { readSecretFile } from "./folder/regular-file.ts";
import { parseYaml } from "./yaml/yaml.ts";

export type ParserTask = { now: Date } & ({ files: Readonly<Record<string, string>> } | { dir: string });

export type ToParserThread =
  | { kind: "task"; task: ParserTask }
  | { kind: "variables"; values: Readonly<Record<string, string | undefined>> };

export type FromParserThread =
  | { kind: "ready" }
  /** The environment is the main thread's: it hands over what the files refer to, and nothing else. */
  | { kind: "asks"; variables: readonly string[] }
  | { kind: "reading"; file: ConfigFile }
  | { kind: "result"; result: ConfigResult };

function serve(): void {
  const port = parentPort;
  if (port === null) return;
  const post = (message: FromParserThread): void => port.postMessage(message);
  let waiting: { folder: Folder; now: Date } | null = null;
  port.on("message", (message: ToParserThread) => {
    if (message.kind === "task") void take(message.task);
    else if (waiting !== null) read(waiting, message.values);
  });
  post({ kind: "ready" });

  async function take(task: ParserTask): Promise<void> {
    const folder = "dir" in task ? await readFolder(task.dir) : { files: task.files, unreadable: [] };
    if (folder.files === null) {
      post({ kind: "result", result: { ok: false, problems: [...folder.unreadable], warnings: [] } });
      return;
    }
    waiting = { folder, now: task.now };
    post({ kind: "asks", variables: variablesOf(folder.files) });
  }

  function read(
    { folder, now }: { folder: Folder; now: Date },
    env: Readonly<Record<string, string | undefined>>,
  ): void {
    waiting = null;
    const reading = (file: ConfigFile) => post({ kind: "reading", file });
    post({ kind: "result", result: parseFolder(folder, { env, now, readFile: readSecretFile, reading }) });
  }
}

/** What the texts refer to, as far as they are YAML; what is wrong with them is said when they are read in earnest. */
function variablesOf(files: Folder["files"]): readonly string[] {
  const names = configFiles.filter((name) => filesWithReferences.includes(name) && files[name]?.includes("{"));
  const roots = names.map((name) => parseYaml(files[name]!, createReport(name, false, { problems: [], warnings: [] })));
  return roots.flatMap((root) => (root === null ? [] : [...variablesIn(root)]));
}

serve();
