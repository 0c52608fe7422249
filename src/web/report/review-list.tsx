/** The objectives of a review, by team. */
import { Fragment } from "preact";
import type { ReportAnswer, ReportObjective } from "../../http/schemas/report.ts";
import { LegendEntry } from "../chart/figure.tsx";
import { useGradualCount } from "../overview/use-gradual-count.ts";
import { ReviewObjective } from "./review-objective.tsx";

/** Longer lists are laid out as they come into sight. */
const greatestPlain = 24;

export function ReviewList({ report }: { report: ReportAnswer }) {
  const count = useGradualCount(report.objectives.length);
  const teams = byTeam(report.objectives.slice(0, count));
  const isAlone = teams.length === 1 && teams[0]![0] === null;
  return (
    <div class={report.objectives.length > greatestPlain ? "long" : undefined}>
      <ul class="legend review-legend small soft" aria-label="What the lines are">
        <LegendEntry sample="progress">progress</LegendEntry>
        <LegendEntry sample="pace">pace</LegendEntry>
        {report.halfTimeAt !== null && <LegendEntry sample="half">half-time</LegendEntry>}
      </ul>
      {teams.map(([team, objectives]) => (
        <Fragment key={team ?? ""}>
          {!isAlone && <p class="review-team">{team ?? "Without a team"}</p>}
          {objectives.map((objective) => (
            <ReviewObjective key={objective.id} report={report} objective={objective} />
          ))}
        </Fragment>
      ))}
    </div>
  );
}

/** Who has no team comes last. */
function byTeam(objectives: readonly ReportObjective[]): (readonly [string | null, ReportObjective[]])[] {
  const groups = [...Map.groupBy(objectives, ({ team }) => team)];
  return groups.toSorted(([a], [b]) => Number(a === null) - Number(b === null));
}
