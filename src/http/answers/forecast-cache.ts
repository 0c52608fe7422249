/** Forecasts, computed once for the same inputs. */
import { setImmediate } from "node:timers/promises";
import { type Forecast, type ForecastInputs, forecast } from "../../domain/forecast.ts";

export type ForecastReader = (keyResultId: string, inputs: ForecastInputs | null) => Promise<Forecast | null>;

/**
 * Keeps each key result's last forecast. A forecast takes up to 15 ms of computing: between two of them the event loop
 * runs, so that a long list holds up no webhook.
 */
export function createForecastCache(): ForecastReader {
  const kept = new Map<string, { key: string; result: Promise<Forecast | null> }>();
  let last: Promise<unknown> = Promise.resolve();

  return (keyResultId, inputs) => {
    if (inputs === null) return Promise.resolve(null);
    const key = JSON.stringify(inputs);
    const known = kept.get(keyResultId);
    if (known?.key === key) return known.result;
    const result = last.then(async () => {
      await setImmediate();
      return forecast(inputs);
    });
    last = result;
    kept.set(keyResultId, { key, result });
    return result;
  };
}
