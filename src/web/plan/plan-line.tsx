/** One number before and after, with the issues gained and lost folded away beneath it. */
import { useState } from "preact/hooks";
import { type Line, lossReason } from "../../domain/plan-figures.ts";
import type { PlanAnswer } from "../../http/schemas/plan.ts";
import { formatNumber } from "../format/number.ts";
import { Icon } from "../ui/icon.tsx";

type Change = PlanAnswer["keyResults"][number];

interface Props {
  line: Line;
  /** Null of an objective. */
  change: Change | null;
}

const ways = { up: "rises", down: "falls", level: "stays" } as const satisfies Record<Line["direction"], string>;

export function PlanLine({ line, change }: Props) {
  const { id, isObjective, before, after, direction, notes } = line;
  return (
    <li class="plan-line" data-way={direction}>
      <div class="plan-name">
        <span class="small soft">{isObjective ? "Objective" : "Key result"}</span> <b>{id}</b>
        {notes.length > 0 && <p class="small soft">{notes.join(" · ")}</p>}
      </div>
      <p class="plan-sides number">
        <span class="soft">{before}</span> → <b>{after}</b>
        {direction !== "level" && <Icon name={direction} />}
        <span class="sr-only">, {ways[direction]}</span>
      </p>
      {change !== null && change.gainedCount + change.lostCount > 0 && <Moves change={change} />}
    </li>
  );
}

const step = 50;

function Moves({ change: { gained, gainedCount, lost, lostCount } }: { change: Change }) {
  const [isOpen, setOpen] = useState(false);
  const [count, setCount] = useState(step);
  const moves = [
    ...gained.map((move) => ({ ...move, sign: "+", why: "" })),
    ...lost.map((move) => ({ ...move, sign: "−", why: lossReason(move.reason) })),
  ];
  const unlisted = gainedCount + lostCount - moves.length;
  return (
    <details class="plan-issues small" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{gainedCount + lostCount === 1 ? "Which issue" : "Which issues"}</summary>
      {isOpen && (
        <>
          <ul class="plan-moves">
            {moves.slice(0, count).map(({ sign, ref, key, rule, why }) => (
              <li key={`${sign} ${ref} ${rule}`} data-way={sign === "+" ? "up" : "down"}>
                <b aria-hidden="true">{sign}</b>
                <span class="sr-only">{sign === "+" ? "gained" : "lost"}</span> {key}
                <span class="soft">
                  {" "}
                  by <code>{rule}</code>
                  {why !== "" && `, ${why}`}
                </span>
              </li>
            ))}
          </ul>
          {moves.length > count && (
            <button type="button" class="button button-quiet" onClick={() => setCount(count + step * 4)}>
              Show more of {moves.length}
            </button>
          )}
          {unlisted > 0 && <p class="soft">and {formatNumber(unlisted)} more, which the service does not list</p>}
        </>
      )}
    </details>
  );
}
