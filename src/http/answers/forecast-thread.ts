/** The thread in which forecasts are computed: one takes up to 20 ms, and a first answer may need a thousand. */
import { parentPort } from "node:worker_threads";
import { type Forecast, type ForecastInputs, forecast } from "../../domain/forecast.ts";

export interface ForecastTask {
  id: number;
  inputs: ForecastInputs;
}

export interface ForecastDone {
  id: number;
  forecast: Forecast | null;
}

parentPort?.on("message", ({ id, inputs }: ForecastTask) => {
  parentPort?.postMessage({ id, forecast: forecast(inputs) } satisfies ForecastDone, []);
});
