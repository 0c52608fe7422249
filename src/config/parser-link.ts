/** The main thread's end of the thread that configurations are read in. */
import { Worker } from "node:worker_threads";
import type { ConfigFile } from "./config-files.ts";
import type { ConfigResult } from "./parse.ts";
import type { FromParserThread, ParserTask, ToParserThread } from "./parser-thread.ts";

export interface ParserThread {
  /** How long the thread may take to start, and then for each task. Milliseconds. */
  startMs: number;
  deadlineMs: number;
  /** What the thread's heap may grow to. MiB. */
  memoryMb: number;
  /** What the thread runs. */
  program: URL;
}

/** `file` is the one that was being read when the thread ended; null where it had come to none. */
export type ParserOutcome = { ok: true; result: ConfigResult } | { ok: false; file: ConfigFile | null; reason: string };

export interface ParserLink {
  /** False once the thread has ended. */
  isOpen(): boolean;
  /** One task at a time. After an outcome that is not ok, the thread is gone. */
  run(task: ParserTask): Promise<ParserOutcome>;
  end(): Promise<void>;
}

/** Time is counted in steps: a process that was stopped, or starved, for minutes has used up one of them. Milliseconds. */
const stepMs = 100;

/** Starts the thread. It keeps the process alive only while it works on a task. */
export function openParserLink(
  env: Readonly<Record<string, string | undefined>>,
  { startMs, deadlineMs, memoryMb, program }: ParserThread,
): ParserLink {
  // No inherited flags: those of a test runner or a debugger would break the thread.
  const worker = new Worker(program, {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: Math.ceil(memoryMb / 8) },
  });
  worker.unref();
  const post = (message: ToParserThread): void => worker.postMessage(message, []);
  let settle: (outcome: ParserOutcome) => void = () => {};
  let file: ConfigFile | null = null;
  let leftMs = 0;
  let limitMs = startMs;
  let open = true;

  function fail(reason: string): void {
    settle({ ok: false, file, reason });
  }

  async function end(): Promise<void> {
    open = false;
    await worker.terminate();
  }

  worker.on("message", (message: FromParserThread) => {
    if (message.kind === "ready") leftMs = limitMs = deadlineMs;
    else if (message.kind === "reading") file = message.file;
    else if (message.kind === "asks") post({ kind: "variables", values: pick(env, message.variables) });
    else settle({ ok: true, result: message.result });
  });
  worker.on("messageerror", () => fail("gave a result that could not be handed over"));
  worker.on("error", (error) => fail(reasonOf(error, memoryMb)));
  worker.on("exit", () => {
    open = false;
    fail("ended before it was done");
  });

  return {
    isOpen: () => open,
    async run(task) {
      const { promise, resolve } = Promise.withResolvers<ParserOutcome>();
      settle = resolve;
      file = null;
      leftMs = limitMs;
      const clock = setInterval(() => {
        leftMs -= stepMs;
        if (leftMs <= 0) fail(`took longer than ${limitMs / 1000} seconds, and was given up`);
      }, stepMs);
      worker.ref();
      try {
        post({ kind: "task", task });
        const outcome = await promise;
        if (!outcome.ok) await end();
        return outcome;
      } finally {
        clearInterval(clock);
        worker.unref();
      }
    },
    end,
  };
}

/** Where an error comes from is said, its message is not: it might quote a secret. */
function reasonOf(error: unknown, memoryMb: number): string {
  const { code, name, stack } = error as Partial<Error> & { code?: unknown };
  if (code === "ERR_WORKER_OUT_OF_MEMORY") return `took more than ${memoryMb} MiB of memory, and was given up`;
  const where = /[\w.-]+\.[jt]s:\d+/.exec(stack ?? "")?.[0] ?? "its thread";
  return `failed for a reason that okr-sync did not foresee: please report ${name ?? "an error"} in ${where}`;
}

function pick(env: Readonly<Record<string, string | undefined>>, names: readonly string[]): Record<string, string> {
  const present = names.filter((name) => Object.hasOwn(env, name)).map((name) => [name, env[name]] as const);
  return Object.fromEntries(present.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
