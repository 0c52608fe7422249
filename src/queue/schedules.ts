/** Keeps BullMQ's job schedulers in step with what is wanted. */
import type { AddOptions, BackendQueue, BackendSchedule } from "./backend.ts";
import type { Schedule } from "./jobs.ts";

/** Brings the schedulers of one queue in line; those that are right already are not touched, so that their clock goes on. */
export async function keepSchedulesOf(
  queue: BackendQueue,
  schedules: readonly Schedule[],
  options: AddOptions,
): Promise<void> {
  const present = new Map((await queue.getJobSchedulers()).map((each) => [each.key, each]));
  for (const schedule of schedules) {
    const known = present.get(schedule.id);
    present.delete(schedule.id);
    if (known !== undefined && isSame(known, schedule)) continue;
    const { name, payload } = schedule.job;
    await queue.upsertJobScheduler(schedule.id, repeatOf(schedule), { name, data: payload, opts: options });
  }
  for (const id of present.keys()) await queue.removeJobScheduler(id);
}

function repeatOf({ at }: Schedule): { every: number } | { pattern: string; tz: "UTC" } {
  return "everyMs" in at ? { every: at.everyMs } : { pattern: at.cron, tz: "UTC" };
}

function isSame(known: BackendSchedule, { at, job }: Schedule): boolean {
  const sameTime = "everyMs" in at ? Number(known.every) === at.everyMs : known.pattern === at.cron;
  return sameTime && sameData(known.template?.data, job.payload);
}

function sameData(known: unknown, wanted: object): boolean {
  const entries = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return typeof known === "object" && known !== null && entries(known) === entries(wanted);
}
