/** One group of a ledger's rows, folded open or shut. */
import { useState } from "preact/hooks";
import { formatCount, formatNumber } from "../format/number.ts";
import { CategoryShape } from "../ui/category-shape.tsx";
import { ContributionRow } from "./contribution-row.tsx";
import type { LedgerGroup } from "./ledger-groups.ts";

const shownAtFirst = 40;
const step = 200;

export function LedgerGroupRows({ group, keyResultId }: { group: LedgerGroup; keyResultId: string }) {
  const { name, category, rows, size, credited } = group;
  const [count, setCount] = useState(shownAtFirst);
  return (
    <details class="ledger-group" open>
      <summary>
        {category !== null && <CategoryShape category={category} />}
        <span class="ledger-group-name">{name}</span>
        <span class="soft small number">
          {formatCount(rows.length, "issue")} · {formatNumber(credited)} of {formatNumber(size)}
        </span>
      </summary>
      <ul>
        {rows.slice(0, count).map((row) => (
          <ContributionRow key={row.issue.ref} row={row} keyResultId={keyResultId} />
        ))}
      </ul>
      {rows.length > count && (
        <button type="button" class="button button-quiet" onClick={() => setCount(count + step)}>
          Show more: {formatCount(rows.length - count, "issue")} left
        </button>
      )}
    </details>
  );
}
