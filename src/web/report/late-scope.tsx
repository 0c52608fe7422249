/** Work that came into a key result after half-time. */
import { useState } from "preact/hooks";
import type { ReportKeyResult } from "../../http/schemas/report.ts";
import { formatCount, formatNumber } from "../format/number.ts";
import { OutsideLink } from "../ui/outside-link.tsx";

const shownAtFirst = 3;

export function LateScope({ keyResult: { lateScope } }: { keyResult: ReportKeyResult }) {
  const [isWhole, setWhole] = useState(false);
  if (lateScope === null) return <span class="soft">younger than half-time</span>;
  const { size, issues, more } = lateScope;
  if (issues.length + more === 0) return <>none</>;
  const shown = isWhole ? issues : issues.slice(0, shownAtFirst);
  const rest = issues.length + more - shown.length;
  return (
    <>
      <span class="number">
        {formatNumber(size)} in {formatCount(issues.length + more, "issue")}
      </span>
      <ul class="review-late small">
        {shown.map(({ ref, key, title, url, size: itsSize }) => (
          <li key={ref}>
            <OutsideLink url={url}>{key}</OutsideLink> {title}{" "}
            <span class="soft number">({formatNumber(itsSize)})</span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p class="small soft">
          and {formatNumber(rest)} more{" "}
          {issues.length > shown.length && (
            <button type="button" class="button button-quiet" onClick={() => setWhole(true)}>
              Show {issues.length === shownAtFirst + rest ? "them" : `the largest ${issues.length}`}
            </button>
          )}
        </p>
      )}
    </>
  );
}
