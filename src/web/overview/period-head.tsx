/** Which period is shown, and how much of it is gone. */
import { elapsed } from "../../domain/health.ts";
import { toInstant } from "../../domain/day.ts";
import { useApp } from "../app-context.ts";
import { formatCount } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { daysLeft, formatDay, formatDays } from "../format/time.ts";
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
          <span>{paceText(overview)}</span>
        </p>
      </div>
    </section>
  );
}

/** The one sentence to take away. */
function paceText({ objectives }: OverviewAnswer): string {
  const keyResults = objectives.flatMap((objective) => objective.keyResults);
  const keeping = keyResults.filter(({ health }) => health === "on_track" || health === "done").length;
  const verb = keeping === 1 || keyResults.length === 1 ? "keeps" : "keep";
  return `${keeping} of ${formatCount(keyResults.length, "key result")} ${verb} the pace`;
}

function leftText({ start, due }: OverviewAnswer["period"], now: number): string {
  if (now < Date.parse(start)) return `begins on ${formatDay(start)}`;
  const left = daysLeft(due, now);
  if (left < 0) return "is over";
  return left === 0 ? "ends today" : `${formatCount(left, "day")} left`;
}
