/** Marks that charts draw by hand, in values of their axes. */
import type uPlot from "uplot";

const ratioOf = (chart: uPlot) => chart.bbox.width / chart.over.clientWidth || 1;

/** Runs with the drawing kept inside the axes, and the canvas as it was afterwards. */
export function withinAxes(chart: uPlot, draw: (context: CanvasRenderingContext2D, ratio: number) => void): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx, ratioOf(chart));
  ctx.restore();
}

export function xAt(chart: uPlot, seconds: number): number {
  return chart.valToPos(seconds, "x", true);
}

export function yAt(chart: uPlot, value: number): number {
  return chart.valToPos(value, "y", true);
}

/** A line through points of (seconds, value). */
export function drawLine(
  chart: uPlot,
  points: readonly (readonly [number, number])[],
  { color, width, dash }: { color: string; width: number; dash: readonly number[] },
): void {
  withinAxes(chart, (context, ratio) => {
    context.beginPath();
    for (const [seconds, value] of points) context.lineTo(xAt(chart, seconds), yAt(chart, value));
    context.strokeStyle = color;
    context.lineWidth = width * ratio;
    context.setLineDash(dash.map((part) => part * ratio));
    context.stroke();
  });
}

/** An upright line at a time. */
export function drawInstant(chart: uPlot, seconds: number, color: string, most: number): void {
  drawLine(
    chart,
    [
      [seconds, 0],
      [seconds, most],
    ],
    { color, width: 1, dash: [2, 3] },
  );
}

/** A filled triangle that points up, or a hollow one that points down, above a value. */
export function drawTriangle(chart: uPlot, seconds: number, value: number, way: "up" | "down", color: string): void {
  withinAxes(chart, (context, ratio) => {
    const size = 4.5 * ratio;
    const [x, y] = [xAt(chart, seconds), yAt(chart, value) - 2.2 * size];
    const tip = way === "up" ? -size : size;
    context.beginPath();
    context.moveTo(x, y + tip);
    context.lineTo(x - size, y - tip);
    context.lineTo(x + size, y - tip);
    context.closePath();
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = 1.5 * ratio;
    if (way === "up") context.fill();
    context.stroke();
  });
}
