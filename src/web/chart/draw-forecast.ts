/** Where progress may go from here: between the days by which 50 % and 85 % of the simulated runs are done. */
import type uPlot from "uplot";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { drawLine, withinAxes, xAt, yAt } from "./canvas-marks.ts";

/** Beyond any chart: the later day is not within a year. */
const never = "9999-12-31";

/** Nothing without a forecast, or where nothing is left to do. */
export function drawForecast(
  chart: uPlot,
  { forecast, progress }: Pick<KeyResultAnswer, "forecast" | "progress">,
  now: number,
  color: string,
): void {
  if (forecast === null || forecast.p50 === null || progress === null || progress >= 1) return;
  const ends = [forecast.p50, forecast.p85 ?? never].map((day) => Date.parse(day) / 1_000);
  withinAxes(chart, (context) => {
    context.beginPath();
    context.moveTo(xAt(chart, now), yAt(chart, progress));
    for (const end of ends) context.lineTo(xAt(chart, end), yAt(chart, 1));
    context.closePath();
    context.globalAlpha = 0.2;
    context.fillStyle = color;
    context.fill();
  });
  for (const end of ends) {
    const line = [
      [now, progress],
      [end, 1],
    ] as const;
    drawLine(chart, line, { color, width: 1.5, dash: [1.5, 3] });
  }
}
