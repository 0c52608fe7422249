/** Hands forecasts to their thread, a few at a time, so that an urgent one does not wait behind a thousand others. */
import { Worker } from "node:worker_threads";
import type { Logger } from "pino";
import { type Forecast, type ForecastInputs, forecast } from "../../domain/forecast.ts";
import type { ForecastDone, ForecastTask } from "./forecast-thread.ts";

/** Tasks that lie in the thread: enough to keep it busy, few enough to let another one pass. */
const inThread = 2;

export interface ForecastPool {
  compute(inputs: ForecastInputs): ForecastJob;
  /** Ends the thread; what waits is never answered. */
  close(): Promise<void>;
}

export interface ForecastJob {
  result: Promise<Forecast | null>;
  /** Lets it pass those that wait. */
  hurry(): void;
}

interface Waiting {
  inputs: ForecastInputs;
  resolve: (result: Forecast | null) => void;
}

/** Starts the thread with the first forecast. Without one (it has ended, whyever) this thread computes them itself. */
export function createForecastPool(log: Logger): ForecastPool {
  let waiting: Waiting[] = [];
  const running = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lost = false;
  let closed = false;
  let lastId = 0;

  function start(): Worker {
    // No inherited flags: those of a test runner or a debugger would break the thread.
    const started = new Worker(new URL("./forecast-thread.ts", import.meta.url), { execArgv: [] });
    started.unref();
    started.on("message", ({ id, forecast: result }: ForecastDone) => {
      running.get(id)?.resolve(result);
      running.delete(id);
      feed();
    });
    started.on("error", (err) => log.warn({ err }, "the thread of forecasts has failed"));
    started.on("exit", () => {
      worker = null;
      if (closed) return;
      lost = true;
      waiting = [...running.values(), ...waiting];
      running.clear();
      feed();
    });
    return started;
  }

  function feed(): void {
    if (closed) return;
    if (lost) return computeHere();
    worker ??= waiting.length > 0 ? start() : null;
    while (running.size < inThread && waiting.length > 0) {
      const next = waiting.shift()!;
      lastId += 1;
      running.set(lastId, next);
      worker?.postMessage({ id: lastId, inputs: next.inputs } satisfies ForecastTask, []);
    }
  }

  /** One a turn of the event loop. */
  function computeHere(): void {
    const next = waiting.shift();
    if (next === undefined) return;
    setImmediate(() => {
      next.resolve(forecast(next.inputs));
      computeHere();
    });
  }

  return {
    compute(inputs) {
      const { promise, resolve } = Promise.withResolvers<Forecast | null>();
      const own: Waiting = { inputs, resolve };
      waiting.push(own);
      // Together with what else is asked for in this turn.
      queueMicrotask(feed);
      return {
        result: promise,
        hurry() {
          const at = waiting.indexOf(own);
          if (at > 0) waiting.unshift(...waiting.splice(at, 1));
        },
      };
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}
