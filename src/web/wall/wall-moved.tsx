/** What moved lately, of what is shown. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { MovedAnswer } from "../../http/schemas/overview.ts";
import { formatPercent, formatPoints } from "../format/percent.ts";
import { Ago } from "../ui/ago.tsx";

/** As many as the height has room for. */
const shownAtMost = 6;

interface Props {
  moved: readonly MovedAnswer[];
  keyResults: readonly KeyResultAnswer[];
}

export function WallMoved({ moved, keyResults }: Props) {
  const titles = new Map(keyResults.map(({ id, title }) => [id, title]));
  const shown = moved.filter(({ keyResultId }) => titles.has(keyResultId)).slice(0, shownAtMost);
  return (
    <section class="wall-moved" aria-labelledby="moved">
      <h2 id="moved">Moved in the last 7 days</h2>
      {shown.length === 0 && <p class="soft">Nothing has moved.</p>}
      <ol>
        {shown.map(({ keyResultId, from, to, delta, at, cause: { issue } }) => (
          <li key={keyResultId} class="wall-move" data-way={delta < 0 ? "down" : "up"}>
            <span class="move-points number">{formatPoints(from, to) ?? "±0"}</span>
            <div>
              <p class="wall-line">{titles.get(keyResultId)}</p>
              {issue !== null && (
                <p class="small soft wall-line">
                  {issue.key} {issue.title}
                </p>
              )}
              <p class="small soft number">
                <span class="dotted">
                  {formatPercent(from)} → {formatPercent(to)}
                </span>
                <span class="dotted">
                  <Ago at={at} short />
                </span>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
