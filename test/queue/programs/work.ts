/** A worker process: prints `started <ids> <attempt>` for each ingest job and then, as told, never ends it or prints `done <ids>`. */
import { pino } from "pino";
import { startWorkers } from "../../../src/queue/workers.ts";
import { openPostgres } from "../../../src/store/postgres.ts";

const [databaseUrl = "", redisUrl = "", ending = "hang"] = process.argv.slice(2);
const log = pino({ level: "silent" });
const database = await openPostgres({ url: databaseUrl, log });
const idle = (): Promise<void> => Promise.resolve();
const print = (line: string): boolean => process.stdout.write(`${line}\n`);
await startWorkers({
  database,
  redisUrl: redisUrl === "" ? undefined : redisUrl,
  log,
  processors: {
    async ingest({ deliveryIds }, { attempt }) {
      print(`started ${deliveryIds.join(",")} ${attempt}`);
      if (ending === "hang") await new Promise(() => undefined);
      print(`done ${deliveryIds.join(",")}`);
    },
    "roll-up": idle,
    rematch: idle,
    publish: idle,
    reconcile: idle,
  },
  async onFailed(name) {
    print(`failed ${name}`);
  },
});
print("ready");
