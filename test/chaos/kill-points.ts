/**
 * Loaded into a service before its own code (`node --import`), so that the service needs to know nothing of it: ends the process
 * by SIGKILL at a point named in CHAOS_KILL_POINT, such as `ingest:after:3`: when the third commit of an ingest was answered, and
 * before the service hears of it.
 */
import { writeSync } from "node:fs";
import { Client } from "pg";

/** What a transaction (or a statement of its own) is for, by a statement that only it makes. */
const kinds: readonly (readonly [kind: string, statement: RegExp])[] = [
  ["record", /insert into "okr_sync"\."deliveries"/],
  ["ingest", /update okr_sync\.deliveries delivery\s/],
  ["roll-up", /delete from okr_sync\.pending_roll_ups/],
  ["rematch", /from okr_sync\.pending_rematches where root =/],
  ["publish", /set published_at/],
  ["sweep", /set rung_at/],
];

const [kind = "", moment = "", number = "0"] = (process.env["CHAOS_KILL_POINT"] ?? "").split(":");
let left = Number(number);
/** The kind of each connection's open transaction; none where no transaction is open. */
const open = new WeakMap<object, string>();

function end(): void {
  writeSync(1, `${JSON.stringify({ msg: "kill point", point: `${kind}:${moment}` })}\n`);
  process.kill(process.pid, "SIGKILL");
}

/** The kind of work that this statement makes durable, if any. */
function commits(client: object, text: string): string | undefined {
  if (/^begin/i.test(text)) {
    open.set(client, "");
    return undefined;
  }
  const ended = open.get(client);
  if (/^(commit|rollback)$/i.test(text)) {
    open.delete(client);
    return /^commit$/i.test(text) ? ended : undefined;
  }
  const found = kinds.find(([, statement]) => statement.test(text))?.[0];
  if (found === undefined || ended === undefined) return found;
  if (ended === "") open.set(client, found);
  return undefined;
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const { text } = (query ?? {}) as { text?: unknown };
  return typeof text === "string" ? text : "";
}

const client = Client.prototype as unknown as { query: (this: object, ...args: unknown[]) => unknown };
const { query } = client;

function queryOrDie(this: object, ...args: unknown[]): unknown {
  const dies = commits(this, textOf(args[0])) === kind && --left === 0;
  if (dies && moment === "before") end();
  const answer = query.apply(this, args);
  if (!dies) return answer;
  // By then what was written has left the process.
  if (moment === "sent") setImmediate(end);
  return answer instanceof Promise ? answer.finally(end) : answer;
}

if (left > 0) client.query = queryOrDie;
