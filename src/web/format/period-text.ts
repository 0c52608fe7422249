/** Where a period stands, in a few words. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { formatCount } from "./number.ts";
import { daysLeft, formatDay } from "./time.ts";

/** The one sentence to take away. */
export function paceText(keyResults: readonly KeyResultAnswer[]): string {
  const keeping = keyResults.filter(({ health }) => health === "on_track" || health === "done").length;
  const verb = keeping === 1 || keyResults.length === 1 ? "keeps" : "keep";
  return `${keeping} of ${formatCount(keyResults.length, "key result")} ${verb} the pace`;
}

export function leftText({ start, due }: OverviewAnswer["period"], now: number): string {
  if (now < Date.parse(start)) return `begins on ${formatDay(start)}`;
  const left = daysLeft(due, now);
  if (left < 0) return "is over";
  return left === 0 ? "ends today" : `${formatCount(left, "day")} left`;
}
