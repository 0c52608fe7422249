/** A server process of the test's own, which it may kill and start again. */
import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface Server {
  url: string;
  port: number;
  /** Ends it in good order and removes its folder. */
  stop(): Promise<void>;
  /** kill -9, or with SIGQUIT what PostgreSQL calls an immediate shutdown. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same folder and port; after `kill` or while it runs. */
  restart(): Promise<void>;
}

export interface Launch {
  program: string;
  args: string[];
  options: SpawnOptions;
  /** Throws while the server does not answer. */
  probe: () => Promise<void>;
  stopSignal: NodeJS.Signals;
}

const readyMs = 20_000;
const probePauseMs = 40;
/** After kill -9 the first starts may fail: orphans of the old server are still going. */
const starts = 20;
const startPauseMs = 500;
const stopMs = 10_000;

export interface RunningProcess {
  kill(signal?: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts the program and waits until it answers, trying again when it ends before that. */
export async function runProcess(launch: Launch): Promise<RunningProcess> {
  let child: ChildProcess | null = null;
  const killNow = (): void => void child?.kill("SIGKILL");

  async function start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const output: string[] = [];
      child = spawn(launch.program, launch.args, { ...launch.options, stdio: ["ignore", "pipe", "pipe"] });
      child.stdout?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
      child.stderr?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
      if (await becomesReady(child, launch.probe)) return;
      if (attempt === starts) throw new Error(`${launch.program} does not start:\n${output.join("")}`);
      await pause(startPauseMs);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, "exit");
    ending.kill(signal);
    const timer = setTimeout(() => ending.kill("SIGKILL"), stopMs);
    await ended;
    clearTimeout(timer);
  }

  process.once("exit", killNow);
  await start();
  return {
    start,
    kill: (signal = "SIGKILL") => end(signal),
    async stop() {
      await end(launch.stopSignal);
      process.off("exit", killNow);
    },
  };
}

async function becomesReady(child: ChildProcess, probe: () => Promise<void>): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < readyMs; waitedMs += probePauseMs) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    try {
      await probe();
      return true;
    } catch {
      await pause(probePauseMs);
    }
  }
  child.kill("SIGKILL");
  return false;
}

/** A port on the loopback that nothing listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return address.port;
}
