/** Which period is shown, and how much of it is gone. */
import { elapsed } from "../../domain/health.ts";
import { toInstant } from "../../domain/day.ts";
import { useApp } from "../app-context.ts";
import { formatPercent } from "../format/percent.ts";
import { leftText, paceText } from "../format/period-text.ts";
import { formatDays } from "../format/time.ts";
import { ViewHeading } from "../ui/view-heading.tsx";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";

export function PeriodHead({ overview }: { overview: OverviewAnswer }) {
  const { address, clock } = useApp();
  const { period } = overview;
  const now = clock.ticking.value;
  const gone = elapsed(period.start, period.due, toInstant(now));
  const isOnlyOne = overview.periods.length < 2;
  const choose = (event: Event) => {
    const query = new URLSearchParams(address.url.peek().searchParams);
    query.set("period", (event.currentTarget as HTMLSelectElement).value);
    address.go(`/?${query.toString()}`);
  };
  return (
    <section class="period">
      <div class="period-name">
        <ViewHeading title={period.id} unseen={!isOnlyOne} />
        {!isOnlyOne && (
          <label>
            <span class="sr-only">Period</span>
            <select class="choice period-choice" value={period.id} onChange={choose}>
              {overview.periods.map(({ id, closed }) => (
                <option key={id} value={id}>
                  {closed ? `${id} (closed)` : id}
                </option>
              ))}
            </select>
          </label>
        )}
        <p class="soft">
          {formatDays(period.start, period.due)} · {leftText(period, now)}
        </p>
      </div>
      <div class="timeline" style={{ "--gone": String(gone) }}>
        <div class="timeline-track" aria-hidden="true" />
        <p class="timeline-words small soft">
          <span>{formatPercent(gone)} of the time is gone</span>
          <span>{paceText(overview.objectives.flatMap(({ keyResults }) => keyResults))}</span>
        </p>
      </div>
    </section>
  );
}
