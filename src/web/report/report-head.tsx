/** Which period is reviewed, what its numbers are, and the files to hand on. */
import { useState } from "preact/hooks";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import type { ReportAnswer } from "../../http/schemas/report.ts";
import type { Failure } from "../api/api.ts";
import { useApp } from "../app-context.ts";
import { formatDay, formatDayOfYear, formatDays, formatInstant } from "../format/time.ts";
import { reportHref } from "../routing/route.ts";
import { FileLink } from "../ui/file-link.tsx";
import { Notice } from "../ui/notice.tsx";
import { ViewHeading } from "../ui/view-heading.tsx";
import { reportFilePath } from "./report-path.ts";

interface Props {
  report: ReportAnswer;
  periods: OverviewAnswer["periods"];
  isRenewing: boolean;
  onRenew: () => void;
}

export function ReportHead({ report, periods, isRenewing, onRenew }: Props) {
  const { period, state } = report;
  return (
    <section class="period review-top">
      <div class="period-name">
        <ViewHeading title={`Review of ${period.id}`} unseen={periods.length > 1} />
        {periods.length > 1 && <PeriodChoice shown={period.id} periods={periods} />}
        <p class="soft">{formatDays(period.start, period.due)}</p>
      </div>
      <div class="review-state">
        <p class="soft">
          {stateText(report)}{" "}
          {state === "running" && (
            <button type="button" class="button button-quiet" aria-busy={isRenewing} onClick={onRenew}>
              Bring up to date
            </button>
          )}
        </p>
        <Files periodId={period.id} />
      </div>
    </section>
  );
}

function PeriodChoice({ shown, periods }: { shown: string; periods: Props["periods"] }) {
  const { address } = useApp();
  // A closed one may have left the configuration.
  const isListed = periods.some(({ id }) => id === shown);
  return (
    <label>
      <span class="sr-only">Period</span>
      <select
        class="choice period-choice"
        value={shown}
        onChange={({ currentTarget }) => address.go(reportHref(currentTarget.value))}
      >
        {!isListed && <option value={shown}>{shown}</option>}
        {periods.map(({ id, closed }) => (
          <option key={id} value={id}>
            {closed ? `${id} (closed)` : id}
          </option>
        ))}
      </select>
    </label>
  );
}

function Files({ periodId }: { periodId: string }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <div class="review-files">
      <div class="review-buttons" role="group" aria-label="Take this review along">
        <FileLink path={reportFilePath(periodId, "md")} onFailure={setFailure}>
          Markdown
        </FileLink>
        <FileLink path={reportFilePath(periodId, "html")} onFailure={setFailure}>
          Web page
        </FileLink>
        <FileLink path={reportFilePath(periodId, "csv")} onFailure={setFailure}>
          Table (CSV)
        </FileLink>
        <button type="button" class="button" onClick={() => window.print()}>
          Print
        </button>
      </div>
      {failure !== null && (
        <Notice tone="error" title="The file could not be had">
          <p>{failure.message}</p>
        </Notice>
      )}
    </div>
  );
}

/** What the numbers are. */
function stateText({ state, at, closedAt, period, halfTimeAt }: ReportAnswer): string {
  const half = halfTimeAt === null ? " Half-time has not come yet." : "";
  switch (state) {
    case "closed":
      return `Closed${closedAt === null ? "" : ` on ${formatDayOfYear(closedAt)}`}: these numbers stay.`;
    case "ended":
      return "Over, and not closed yet: deliveries that are still on their way may change the numbers.";
    case "running":
      return `So far, as of ${formatInstant(at)}.${half}`;
    case "ahead":
      return `Begins on ${formatDay(period.start)}.`;
  }
}
