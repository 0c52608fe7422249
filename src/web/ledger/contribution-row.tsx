/** An issue in a ledger: what it adds, and on demand why. */
import { useState } from "preact/hooks";
import type { ContributionAnswer } from "../../http/schemas/ledger.ts";
import { formatNumber } from "../format/number.ts";
import { CategoryShape } from "../ui/category-shape.tsx";
import { OutsideLink } from "../ui/outside-link.tsx";
import { IssueWhy } from "./issue-why.tsx";
import { matchText } from "./ledger-groups.ts";

export function ContributionRow({ row, keyResultId }: { row: ContributionAnswer; keyResultId: string }) {
  const [isAsked, setAsked] = useState(false);
  const { issue, match, counted } = row;
  const parts = partsText(row);
  return (
    <li class="contribution" data-counted={counted}>
      <CategoryShape category={issue.statusCategory} />
      <div class="contribution-words">
        <p>
          <OutsideLink url={issue.url}>{issue.key ?? issue.ref}</OutsideLink> {issue.title}
        </p>
        <p class="small soft">
          {issue.status !== null && <span class="dotted">{issue.status}</span>}
          <span class="dotted">{matchText(match)}</span>
          {parts !== "" && <span class="dotted number">{parts}</span>}
        </p>
      </div>
      <div class="contribution-end">
        <span class="number">
          {counted ? (
            <>
              {formatNumber(row.weight * row.size * row.credit)}
              <span class="soft"> of {formatNumber(row.weight * row.size)}</span>
            </>
          ) : (
            <span class="soft">not counted</span>
          )}
        </span>
        <button type="button" class="button button-quiet" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
          <span>
            Why<span class="sr-only"> {issue.key ?? issue.ref} counts or not</span>?
          </span>
        </button>
      </div>
      {isAsked && <IssueWhy name={issue.ref} keyResultId={keyResultId} />}
    </li>
  );
}

const reasons: Readonly<Record<"canceled" | "grain", string>> = {
  canceled: "canceled work is left out",
  grain: "counted through another issue above or beneath it",
};

function partsText({ weight, size, credit, reason }: ContributionAnswer): string {
  if (reason !== null) return reasons[reason];
  const factors = [
    weight === 1 ? null : `weight ${formatNumber(weight)}`,
    size === 1 ? null : `size ${formatNumber(size)}`,
  ];
  const part = credit > 0 && credit < 1 ? [`credit ${formatNumber(credit)}`] : [];
  return [...factors, ...part].filter((each) => each !== null).join(" × ");
}
