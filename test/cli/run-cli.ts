/** Runs the command line as a user does: `src/bin.js` in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../src/bin.js", import.meta.url));

export interface CliRun {
  code: number | null;
  out: string;
  err: string;
}

export interface CliOptions {
  /** The only environment besides PATH and HOME. */
  env?: Readonly<Record<string, string>>;
  input?: string;
  /** Another Node, or flags for it. */
  node?: string;
  nodeArgs?: readonly string[];
  cwd?: string;
}

/** Where the tests' processes run: no `.env` of a developer is found there. */
const emptyFolder = fileURLToPath(new URL(".", import.meta.url));

export function environment(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, JIRA_WEBHOOK_SECRET: "jira-secret", LINEAR_WEBHOOK_SECRET: "linear-secret", ...env };
}

/** Resolves when the process has ended. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { node = process.execPath, nodeArgs = [], input = "", cwd = emptyFolder } = options;
  const child = spawn(node, [...nodeArgs, bin, ...args], { cwd, env: environment(options.env) });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  child.stdin.on("error", () => undefined).end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}
