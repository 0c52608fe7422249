/** The service as a user starts it: `node src/bin.js start` in a process of its own, configured by files and environment only. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Client, createClient } from "./client.ts";

const bin = fileURLToPath(new URL("../../src/bin.js", import.meta.url));
/** Far beyond the start of a cold embedded folder on a busy machine. */
const readyDeadlineMs = 45_000;

export interface ServiceSettings {
  /** Folder with the YAML files. */
  configDir: string;
  /** Folder of the embedded database, or `memory:`. */
  dataDir: string;
  /** Secrets, DATABASE_URL, REDIS_URL; nothing of the test's own environment but PATH and HOME is handed on. */
  env?: Readonly<Record<string, string>>;
  /** After `start`. */
  args?: readonly string[];
  /** Node's own, before the program: they need the Node that runs the tests. */
  nodeArgs?: readonly string[];
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface LogLine {
  level?: number;
  msg?: string;
  url?: string;
  readyMs?: number;
  /** Of the chaos suite: where the process ended. */
  point?: string;
}

export interface RunningService extends Client {
  url: string;
  pid: number | undefined;
  /** From the service's own log. */
  readyMs: number | undefined;
  log(): readonly LogLine[];
  exited: Promise<Exit>;
  /** SIGTERM; resolves when the process has ended. */
  stop(): Promise<Exit>;
  /** SIGKILL, at once. */
  kill(): Promise<Exit>;
  /** SIGSTOP and SIGCONT: the process stands still, and its locks run out. */
  freeze(): void;
  thaw(): void;
}

/** Resolves once the service has logged that it is ready; rejects with its output when it ends before that. */
export async function startService(settings: ServiceSettings): Promise<RunningService> {
  const { nodeArgs = [], args = [] } = settings;
  const node = nodeArgs.length > 0 ? process.execPath : "node";
  const child = spawn(node, [...nodeArgs, bin, "start", ...args], {
    cwd: settings.configDir,
    // A group of its own, so that SIGKILL also reaches the process that the launcher starts on a machine with an older Node.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      OKR_SYNC_CONFIG: settings.configDir,
      OKR_SYNC_DATA: settings.dataDir,
      HOST: "127.0.0.1",
      PORT: "0",
      ...settings.env,
    },
  });
  const exited = once(child, "exit").then(([code, signal]): Exit => ({ code, signal }));
  const killNow = () => signalGroup(child, "SIGKILL");
  process.once("exit", killNow);
  void exited.then(() => process.off("exit", killNow));
  const { lines, text } = collectOutput(child);
  const ready = await untilLogged("ready", lines, text, exited).catch((error: unknown) => {
    signalGroup(child, "SIGKILL");
    throw error;
  });
  const end = (signal: NodeJS.Signals) => {
    signalGroup(child, signal);
    return exited;
  };
  return {
    ...createClient(ready.url ?? ""),
    url: ready.url ?? "",
    pid: child.pid,
    readyMs: ready.readyMs,
    log: () => lines.seen,
    exited,
    stop: () => {
      child.kill("SIGTERM");
      return exited;
    },
    kill: () => end("SIGKILL"),
    freeze: () => signalGroup(child, "SIGSTOP"),
    thaw: () => signalGroup(child, "SIGCONT"),
  };
}

interface Lines {
  seen: LogLine[];
  onLine: ((line: LogLine) => void) | null;
}

function collectOutput(child: ChildProcess): { lines: Lines; text: () => string } {
  const lines: Lines = { seen: [], onLine: null };
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (text) => {
      texts.push(text);
      const line = parseLine(text);
      if (line === null) return;
      lines.seen.push(line);
      lines.onLine?.(line);
    });
  }
  return { lines, text: () => texts.slice(-40).join("\n") };
}

function parseLine(text: string): LogLine | null {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return null;
  }
}

async function untilLogged(message: string, lines: Lines, text: () => string, exited: Promise<Exit>): Promise<LogLine> {
  const { promise, resolve, reject } = Promise.withResolvers<LogLine>();
  lines.onLine = (line) => line.msg === message && resolve(line);
  for (const line of lines.seen) lines.onLine(line);
  const refuse = (why: string) => reject(new Error(`the service ${why} before it logged "${message}":\n${text()}`));
  const timer = setTimeout(() => refuse(`took longer than ${readyDeadlineMs} ms`), readyDeadlineMs);
  void exited.then(({ code, signal }) => refuse(`ended (${code ?? signal})`));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    lines.onLine = null;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}
