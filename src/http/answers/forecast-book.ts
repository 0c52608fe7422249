/** Each key result's newest forecast, computed once for the same inputs. */
import type { Forecast, ForecastInputs } from "../../domain/forecast.ts";
import type { ForecastJob, ForecastPool } from "./forecast-pool.ts";

export interface Forecasted {
  forecast: Forecast | null;
  /** It is still being computed; what is shown is the one before, or none. */
  pending: boolean;
}

export interface WantedForecast {
  id: string;
  /** Null where there is nothing to forecast. */
  inputs: ForecastInputs | null;
}

/** As many are computed in a moment, and waited for. */
const fewForecasts = 32;

export interface ForecastBook {
  /** Has these computed. Resolves when they are; where many are to be computed, after `withinMs`: then they are late. */
  bring(wanted: readonly WantedForecast[], withinMs: number): Promise<void>;
  of(id: string): Forecasted;
  /** Resolves when none of these is pending; they pass all others. */
  settle(ids: readonly string[]): Promise<void>;
  /** Whether late ones have come, and none is missing any more. */
  hasLate(): boolean;
  /** The ids of those, once. */
  takeLate(): readonly string[];
}

interface Entry {
  key: string;
  shown: Forecast | null;
  job: ForecastJob | null;
}

export function createForecastBook(pool: ForecastPool): ForecastBook {
  const entries = new Map<string, Entry>();
  let late: string[] = [];
  let awaited = 0;

  function open({ id, inputs }: WantedForecast): Promise<unknown> | null {
    const key = JSON.stringify(inputs);
    const known = entries.get(id);
    if (known?.key === key) return known.job?.result ?? null;
    const entry: Entry = { key, shown: inputs === null ? null : (known?.shown ?? null), job: null };
    entries.set(id, entry);
    if (inputs === null) return null;
    entry.job = pool.compute(inputs);
    return entry.job.result.then((result) => Object.assign(entry, { shown: result, job: null }));
  }

  return {
    async bring(wanted, withinMs) {
      const jobs = wanted.map(open).filter((job) => job !== null);
      const all = Promise.all(jobs);
      if (await isDoneWithin(all, jobs.length <= fewForecasts ? Infinity : withinMs)) return;
      awaited += 1;
      void all.finally(() => {
        awaited -= 1;
        late.push(...wanted.map(({ id }) => id));
      });
    },
    of(id) {
      const entry = entries.get(id);
      return { forecast: entry?.shown ?? null, pending: entry !== undefined && entry.job !== null };
    },
    async settle(ids) {
      const jobs = ids.map((id) => entries.get(id)?.job ?? null).filter((job) => job !== null);
      for (const job of jobs) job.hurry();
      await Promise.all(jobs.map(({ result }) => result));
    },
    hasLate: () => awaited === 0 && late.length > 0,
    takeLate() {
      if (awaited > 0) return [];
      const taken = late;
      late = [];
      return taken;
    },
  };
}

async function isDoneWithin(work: Promise<unknown>, withinMs: number): Promise<boolean> {
  if (withinMs === Infinity) return work.then(() => true);
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, withinMs, false);
  });
  const done = await Promise.race([work.then(() => true), time]);
  clearTimeout(timer);
  return done;
}
