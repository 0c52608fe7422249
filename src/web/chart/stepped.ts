/** Lines on which a value holds until the next one. */
import uPlot from "uplot";

export function stepped(): uPlot.Series.PathBuilder {
  return uPlot.paths.stepped!({ align: 1 });
}
