/** An objective with its key results. */
import { useMemo } from "preact/hooks";
import { displayScore } from "../../domain/health.ts";
import { formatCount } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { objectiveHref } from "../routing/route.ts";
import { ChangingPercent, JustChanged } from "../ui/changing-percent.tsx";
import { HealthBadge } from "../ui/health-badge.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import type { Shown } from "./filter.ts";
import { KeyResultRow } from "./key-result-row.tsx";
import type { ObjectiveAnswer } from "../../http/schemas/objective.ts";

interface Props {
  shown: Shown;
  parentTitle: string | null;
  /** By key result. */
  weeksPoints: ReadonlyMap<string, string>;
}

/** Drawn anew only when something of it has changed: there may be hundreds. */
export function ObjectiveCard({ shown: { objective, keyResults, hidden }, parentTitle, weeksPoints }: Props) {
  const rows = keyResults.map(({ id }) => `${id} ${weeksPoints.get(id) ?? ""}`).join();
  return useMemo(
    () => (
      <article class="objective" id={objective.id} data-health={objective.health}>
        <ObjectiveHead objective={objective} parentTitle={parentTitle} />
        <ul class="objective-key-results">
          {keyResults.map((keyResult) => (
            <KeyResultRow key={keyResult.id} keyResult={keyResult} weeksPoints={weeksPoints.get(keyResult.id) ?? ""} />
          ))}
        </ul>
        {hidden > 0 && (
          <p class="objective-rest small soft">
            {formatCount(hidden, "key result")} {hidden === 1 ? "does" : "do"} not pass the filter
          </p>
        )}
      </article>
    ),
    [objective, rows, parentTitle],
  );
}

function ObjectiveHead({ objective, parentTitle }: { objective: ObjectiveAnswer; parentTitle: string | null }) {
  const { id, title, description, owner, kind, parent, period, progress, expected, health, grade } = objective;
  return (
    <header class="objective-head">
      <div class="objective-words">
        <h3>{title}</h3>
        {description !== null && <p class="objective-description small soft">{description}</p>}
        <p class="small soft">
          {owner !== null && <span class="dotted">{owner}</span>}
          <span class="dotted">{kind === "committed" ? "committed" : "aspirational: met at 70 %"}</span>
          {parent !== null && parentTitle !== null && (
            <span class="dotted">
              supports <a href={objectiveHref(parent, period)}>{parentTitle}</a>
            </span>
          )}
        </p>
      </div>
      <div class="objective-figures">
        <span class="objective-percent">
          <ChangingPercent id={id} share={progress} />
        </span>
        <HealthBadge health={health} />
        {grade !== null && (
          <span class="small soft">
            Grade {displayScore(grade.score)}, {grade.met ? "met" : "not met"}
          </span>
        )}
      </div>
      <ProgressBar progress={progress} expected={expected} health={health} large />
      <p class="objective-pace small soft">
        <span class="number">Pace asks for {formatPercent(expected)}</span>
        <JustChanged id={id} />
      </p>
    </header>
  );
}
