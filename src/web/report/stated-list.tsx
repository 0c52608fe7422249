/** What people stated of a key result in the period, newest first. */
import { useState } from "preact/hooks";
import type { ReportKeyResult } from "../../http/schemas/report.ts";
import { formatCount, formatNumber } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { formatDay, formatInstant } from "../format/time.ts";
import { HealthBadge } from "../ui/health-badge.tsx";

const shownAtFirst = 3;

export function StatedList({ keyResult: { checkIns, unit, measure } }: { keyResult: ReportKeyResult }) {
  const [isWhole, setWhole] = useState(false);
  const shown = checkIns.toReversed().slice(0, isWhole ? undefined : shownAtFirst);
  const rest = checkIns.length - shown.length;
  return (
    <>
      <ul class="review-stated">
        {shown.map((checkIn, i) => (
          <Stated key={i} checkIn={checkIn} unit={unit ?? measure.unit ?? null} />
        ))}
      </ul>
      {rest > 0 && (
        <p class="small soft">
          and {formatCount(rest, "earlier check-in")}{" "}
          <button type="button" class="button button-quiet" onClick={() => setWhole(true)}>
            Show {rest === 1 ? "it" : "them"}
          </button>
        </p>
      )}
    </>
  );
}

function Stated({ checkIn, unit }: { checkIn: ReportKeyResult["checkIns"][number]; unit: string | null }) {
  const { at, author, value, confidence, health, note } = checkIn;
  return (
    <li>
      <p class="check-in-figures number">
        {value !== null && <b>{formatNumber(value, unit)}</b>}
        {confidence !== null && <span class="small soft">{formatPercent(confidence)} confident</span>}
        {health !== null && <HealthBadge health={health} stated />}
        <span class="small soft">
          <time class="dotted" dateTime={at} title={formatInstant(at)}>
            {formatDay(at)}
          </time>
          {author !== null && <span class="dotted">{author}</span>}
        </span>
      </p>
      {note !== null && <p class="check-in-note small">{note}</p>}
    </li>
  );
}
