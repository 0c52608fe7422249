/** Reads configurations for a running service: a folder, or texts that somebody sent. */
import type { ConfigResult } from "./parse.ts";
import { openParserLink, type ParserLink, type ParserThread } from "./parser-link.ts";
import type { ParserTask } from "./parser-thread.ts";
import { fileStart } from "./problem.ts";

export interface ConfigParser {
  /** Texts by file name → configuration, or all problems at once. */
  parse(files: Readonly<Record<string, string>>): Promise<ConfigResult>;
  /** The YAML files of a folder. */
  load(dir: string): Promise<ConfigResult>;
  /** Ends the thread; what is still asked for is answered with a problem. */
  close(): Promise<void>;
}

export interface ConfigParserOptions {
  /** What `${NAME}` refers to. */
  env: Readonly<Record<string, string | undefined>>;
  clock: () => Date;
  thread?: Partial<ThreadOptions>;
}

interface ThreadOptions extends ParserThread {
  /** How long the thread waits for another task. Milliseconds. */
  idleMs: number;
}

const defaultThread: ThreadOptions = {
  /** A start takes half a second, and so does a file at every limit; the rest is for machines that are slow, or busy. */
  startMs: 30_000,
  deadlineMs: 10_000,
  memoryMb: 192,
  /** An edit seldom comes alone, but a thread that waits for the next one holds some 50 MB. */
  idleMs: 30_000,
  program: new URL("./parser-thread.ts", import.meta.url),
};

/**
 * One task after another in a thread of its own, started when it is first needed. Limits that are passed, and a thread that
 * dies, are problems of the configuration; the next task gets a new thread.
 */
export function createConfigParser({ env, clock, thread }: ConfigParserOptions): ConfigParser {
  const { idleMs, ...started } = { ...defaultThread, ...thread };
  let link: ParserLink | null = null;
  let idle: NodeJS.Timeout | undefined;
  let closed = false;
  /** Never rejects. */
  let last: Promise<unknown> = Promise.resolve();

  async function answerTo(task: ParserTask, name: string): Promise<ConfigResult> {
    if (closed) return givenUp(name, null, stopping);
    clearTimeout(idle);
    const used = link?.isOpen() === true ? link : openParserLink(env, started);
    link = used;
    const outcome = await used.run(task);
    idle = setTimeout(() => void used.end(), idleMs).unref();
    if (outcome.ok) return outcome.result;
    return givenUp(name, outcome.file, closed ? stopping : outcome.reason);
  }

  /** `name` is what a problem is said of that no file can be named for. */
  function enqueue(task: ParserTask, name: string): Promise<ConfigResult> {
    const answer = last.then(() => answerTo(task, name));
    last = answer;
    return answer;
  }

  return {
    parse: (files) => enqueue({ files, now: clock() }, Object.keys(files)[0] ?? "okrs.yaml"),
    load: (dir) => enqueue({ dir, now: clock() }, dir),
    async close() {
      closed = true;
      clearTimeout(idle);
      await link?.end();
    },
  };
}

const stopping = "was given up because okr-sync is stopping";

function givenUp(name: string, file: string | null, reason: string): ConfigResult {
  const message = `reading the ${file === null ? "configuration" : "file"} ${reason}`;
  return { ok: false, problems: [{ file: file ?? name, ...fileStart, message }], warnings: [] };
}
