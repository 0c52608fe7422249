/** What moved in the last seven days, the largest first, and which issue did it. */
import { useState } from "preact/hooks";
import { formatPercent, formatPoints } from "../format/percent.ts";
import { keyResultHref } from "../routing/route.ts";
import { Ago } from "../ui/ago.tsx";
import { OutsideLink } from "../ui/outside-link.tsx";
import type { MovedAnswer, OverviewAnswer } from "../../http/schemas/overview.ts";

/** At first; beside the objectives on a wide page, above them on a narrow one (`style/rail.css` hides the rest there). */
const shownAtFirst = { wide: 5, narrow: 3 };

export function MovedPanel({ overview: { moved, objectives } }: { overview: OverviewAnswer }) {
  const [isWhole, setWhole] = useState(false);
  const titles = new Map(objectives.flatMap(({ keyResults }) => keyResults).map(({ id, title }) => [id, title]));
  const shown = isWhole ? moved : moved.slice(0, shownAtFirst.wide);
  return (
    <section class="panel moved" data-whole={isWhole} aria-labelledby="moved">
      <h2 id="moved">Moved in the last 7 days</h2>
      {moved.length === 0 && <p class="soft small">Nothing has moved.</p>}
      <ol class="moves">
        {shown.map((move) => (
          <MoveItem key={move.keyResultId} move={move} title={titles.get(move.keyResultId) ?? move.keyResultId} />
        ))}
      </ol>
      {moved.length > shownAtFirst.narrow && (
        <button
          type="button"
          class="button button-quiet"
          data-narrow={moved.length <= shownAtFirst.wide}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Show fewer" : `Show all ${moved.length}`}
        </button>
      )}
    </section>
  );
}

function MoveItem({ move, title }: { move: MovedAnswer; title: string }) {
  const { keyResultId, from, to, delta, at } = move;
  return (
    <li class="move" data-way={delta < 0 ? "down" : "up"}>
      <span class="move-points number">{formatPoints(from, to) ?? "±0"}</span>
      <div>
        <a href={keyResultHref(keyResultId)}>{title}</a>
        <p class="small soft">
          <span class="dotted number">
            {formatPercent(from)} → {formatPercent(to)}
          </span>
          <span class="dotted">
            <Cause move={move} />
          </span>
          <span class="dotted">
            <Ago at={at} short />
          </span>
        </p>
      </div>
    </li>
  );
}

/** What did it, where no issue did. */
const causes: Readonly<Record<string, string>> = {
  check_in: "a check-in",
  link: "a link",
  config: "a change of the configuration",
  date: "the date",
  reconcile: "a reconcile",
  delivery: "an issue",
  history: "its history",
};

function Cause({ move: { cause } }: { move: MovedAnswer }) {
  const { issue, kind } = cause;
  if (issue === null) return <>{causes[kind] ?? kind}</>;
  return (
    <>
      <OutsideLink url={issue.url}>{issue.key ?? issue.ref}</OutsideLink> {issue.title}
    </>
  );
}
