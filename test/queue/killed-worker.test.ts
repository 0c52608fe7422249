import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openQueue } from "../../src/queue/bullmq.ts";
import type { JobQueue } from "../../src/queue/jobs.ts";
import { workerSettings } from "../../src/queue/worker-settings.ts";
import { eachPairing, type OpenPairing, openPairing, pairings } from "../servers/pairing.ts";

const log = pino({ level: "silent" });
const program = fileURLToPath(new URL("./programs/work.ts", import.meta.url));
const kills = 10;

interface WorkerProcess {
  lines: string[];
  until(line: RegExp): Promise<string>;
  kill(): Promise<void>;
}

describe.concurrent("a worker that is killed", () => {
  it("leaves its job locked for less than the 10 s within which it must run again", () => {
    expect(workerSettings.lockDuration + workerSettings.stalledInterval).toBeLessThan(10_000);
  });

  // The embedded database has one process, whose death the sweep heals.
  eachPairing(
    (pairing) => {
      let opened: OpenPairing;
      let queue: JobQueue;
      const running: WorkerProcess[] = [];
      beforeAll(async () => {
        opened = await openPairing(pairing);
        queue = await openQueue({ database: opened.database, redisUrl: opened.redisUrl, log });
      });
      afterEach(() => Promise.all(running.splice(0).map((worker) => worker.kill())));
      afterAll(async () => {
        await queue.close();
        await opened.close();
      });
      async function start(ending: "hang" | "finish"): Promise<WorkerProcess> {
        const worker = runWorker([opened.databaseUrl ?? "", opened.redisUrl ?? "", ending]);
        running.push(worker);
        await worker.until(/^ready/);
        return worker;
      }

      it(`has its job run again by another within 10 s, ${kills} times over, and loses it never`, {
        timeout: 240_000,
      }, async () => {
        await queue.enqueue("ingest", { deliveryIds: ["1"] });
        const first = await start("hang");
        await first.until(/^started 1/);
        const waits: number[] = [];
        for (let kill = 1; kill <= kills; kill += 1) {
          const doomed = running.at(-1);
          const heir = await start(kill < kills ? "hang" : "finish");
          const killedAt = performance.now();
          await doomed?.kill();
          expect(await heir.until(/^(started|failed)/)).toBe("started 1 1");
          waits.push(performance.now() - killedAt);
        }
        expect(await running.at(-1)?.until(/^(done|failed)/)).toBe("done 1");
        expect(Math.max(...waits)).toBeLessThan(10_000);
      });
    },
    pairings.filter((pairing) => pairing !== "embedded"),
  );
});

function runWorker(args: string[]): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    for (const look of waiting) look();
  });
  return {
    lines,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines.find((each) => pattern.test(each));
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        child.once("exit", () => reject(new Error(`the worker ended after: ${lines.join("; ")}`)));
        look();
      }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
