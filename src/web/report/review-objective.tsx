/** An objective in a review, with its key results. */
import { useMemo } from "preact/hooks";
import type { ReportAnswer, ReportObjective } from "../../http/schemas/report.ts";
import { formatPercent } from "../format/percent.ts";
import { Course } from "./course.tsx";
import { GradeBadge } from "./grade-badge.tsx";
import { ReviewKeyResult } from "./review-key-result.tsx";

interface Props {
  report: ReportAnswer;
  objective: ReportObjective;
}

/** Drawn anew only when something of it has changed: there may be hundreds. */
export function ReviewObjective({ report, objective }: Props) {
  const { state, halfTimeAt } = report;
  return useMemo(
    () => (
      <article class="review">
        <ReviewHead report={report} objective={objective} />
        {objective.keyResults.length === 0 && <p class="review-none small soft">No key results.</p>}
        <ul class="review-key-results">
          {objective.keyResults.map((keyResult) => (
            <ReviewKeyResult key={keyResult.id} report={report} keyResult={keyResult} />
          ))}
        </ul>
      </article>
    ),
    [objective, state, halfTimeAt],
  );
}

function ReviewHead({ report, objective }: Props) {
  const { title, description, owner, kind, progress, grade } = objective;
  return (
    <header class="review-head">
      <div class="review-words">
        <h2>{title}</h2>
        {description !== null && <p class="small soft">{description}</p>}
        <p class="small soft">
          {owner !== null && <span class="dotted">{owner}</span>}
          <span class="dotted">{kind === "committed" ? "committed: met at 100 %" : "aspirational: met at 70 %"}</span>
        </p>
      </div>
      <div class="review-result">
        <span class="objective-percent number">{formatPercent(progress)}</span>
        <GradeBadge grade={grade} state={report.state} />
      </div>
      <Course report={report} of={objective} />
    </header>
  );
}
