/** A page of objectives. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { formatPercent } from "../format/percent.ts";
import type { Shown } from "../overview/filter.ts";
import { ChangingPercent, JustChanged } from "../ui/changing-percent.tsx";
import { HealthBadge } from "../ui/health-badge.tsx";
import { HealthShape } from "../ui/health-shape.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { gridFor, linesOf } from "./wall-pages.ts";

export function WallBoard({ shown, isTall }: { shown: readonly Shown[]; isTall: boolean }) {
  const { columns, rows, lines, lists } = gridFor(shown.length, isTall);
  return (
    <section
      class="wall-board"
      data-rows={rows}
      data-lists={lists}
      aria-label="Objectives"
      style={{ "--columns": String(columns), "--rows": String(rows) }}
    >
      {shown.map((each) => (
        <WallObjective key={each.objective.id} shown={each} lines={lines} />
      ))}
    </section>
  );
}

function WallObjective({ shown: { objective, keyResults }, lines }: { shown: Shown; lines: number }) {
  const { id, title, team, progress, expected, health } = objective;
  const { shown, more } = linesOf(keyResults, lines);
  return (
    <article class="wall-objective" data-health={health}>
      <div class="wall-objective-head">
        <h2>{title}</h2>
        <span class="wall-percent">
          <ChangingPercent id={id} share={progress} />
        </span>
      </div>
      <ProgressBar progress={progress} expected={expected} health={health} large />
      <p class="wall-facts small soft">
        <HealthBadge health={health} />
        <span class="number">pace asks for {formatPercent(expected)}</span>
        <JustChanged id={id} />
        {team !== null && <span class="wall-team">{team}</span>}
      </p>
      <ul class="wall-key-results">
        {shown.map((keyResult) => (
          <WallKeyResult key={keyResult.id} keyResult={keyResult} />
        ))}
        {more > 0 && <li class="small soft">and {more} more</li>}
      </ul>
    </article>
  );
}

function WallKeyResult({ keyResult: { id, title, progress, health } }: { keyResult: KeyResultAnswer }) {
  return (
    <li class="wall-key-result" data-health={health}>
      <HealthShape health={health} />
      <span class="wall-line">{title}</span>
      <ChangingPercent id={id} share={progress} />
    </li>
  );
}
