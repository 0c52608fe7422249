/** Counts refused signatures by source, for the last hour: a wrong secret shows here before it shows in the numbers. */
import type { Clock } from "../deps.ts";

const minuteMs = 60_000;
const keptMinutes = 60;

export interface RefusedSignatures {
  note(source: string): void;
  /** Of the last 60 whole or begun minutes. */
  countLastHour(source: string): number;
}

/** Kept in memory, one counter a minute: another process counts its own. */
export function createRefusedSignatures(clock: Clock): RefusedSignatures {
  const counts = new Map<string, Map<number, number>>();
  const minuteNow = () => Math.floor(clock().getTime() / minuteMs);

  return {
    note(source) {
      const minutes = counts.get(source) ?? new Map<number, number>();
      counts.set(source, minutes);
      const now = minuteNow();
      minutes.set(now, (minutes.get(now) ?? 0) + 1);
      for (const minute of minutes.keys()) if (minute <= now - keptMinutes) minutes.delete(minute);
    },
    countLastHour(source) {
      const now = minuteNow();
      let count = 0;
      for (const [minute, noted] of counts.get(source) ?? []) if (minute > now - keptMinutes) count += noted;
      return count;
    },
  };
}
