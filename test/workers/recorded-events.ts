/** What the event streams are told besides progress, oldest first. */
import type { Database } from "../../src/store/database.ts";
import { listEventsAfter } from "../../src/store/views/events.ts";

export async function recordedEvents({ db }: Database): Promise<Record<string, unknown>[]> {
  const events = await listEventsAfter(db, "0", 1_000);
  return events.flatMap((event) => (event.kind === "progress" ? [] : [{ kind: event.kind, ...event.data }]));
}
