/** Which objectives support which, from the top down. */
import { formatCount } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { keyResultHref } from "../routing/route.ts";
import { ChangingPercent } from "../ui/changing-percent.tsx";
import { HealthBadge } from "../ui/health-badge.tsx";
import { HealthShape } from "../ui/health-shape.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import type { Shown } from "./filter.ts";
import type { Branch } from "./grouping.ts";
import type { ObjectiveAnswer } from "../../http/schemas/objective.ts";

export function AlignmentTree({ branches }: { branches: readonly Branch[] }) {
  return (
    <ul class="tree">
      {branches.map(({ objective, shown, branches: beneath }) => (
        <li key={objective.id} id={objective.id} data-passes={shown !== null}>
          <TreeObjective objective={objective} shown={shown} />
          {beneath.length > 0 && <AlignmentTree branches={beneath} />}
        </li>
      ))}
    </ul>
  );
}

function TreeObjective({ objective, shown }: { objective: ObjectiveAnswer; shown: Shown | null }) {
  const { id, title, team, progress, expected, health } = objective;
  return (
    <article class="tree-objective" data-health={health}>
      <div class="tree-words">
        <h2>{title}</h2>
        {team !== null && <p class="small soft">{team}</p>}
      </div>
      <HealthBadge health={health} />
      <ProgressBar progress={progress} expected={expected} health={health} />
      <span class="tree-percent">
        <ChangingPercent id={id} share={progress} />
      </span>
      {shown !== null && shown.keyResults.length > 0 && <TreeKeyResults shown={shown} />}
    </article>
  );
}

function TreeKeyResults({ shown: { keyResults } }: { shown: Shown }) {
  return (
    <details class="tree-key-results small">
      <summary>
        <span class="tree-shapes">
          {keyResults.map(({ id, health }) => (
            <HealthShape key={id} health={health} />
          ))}
        </span>
        {formatCount(keyResults.length, "key result")}
      </summary>
      <ul>
        {keyResults.map(({ id, title, progress, health }) => (
          <li key={id}>
            <HealthShape health={health} />
            <a href={keyResultHref(id)}>{title}</a>
            <span class="number">{formatPercent(progress)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
