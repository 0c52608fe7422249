/** Which period it is, how it stands as a whole, and whether that is still true. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { elapsed } from "../../domain/health.ts";
import { toInstant } from "../../domain/day.ts";
import { useApp } from "../app-context.ts";
import { healthsByUrgency, healthWords } from "../format/health-words.ts";
import { formatNumber } from "../format/number.ts";
import { leftText, paceText } from "../format/period-text.ts";
import { formatTime } from "../format/time.ts";
import { HealthShape } from "../ui/health-shape.tsx";
import { Icon } from "../ui/icon.tsx";

interface Props {
  overview: OverviewAnswer;
  team: string | null;
  keyResults: readonly KeyResultAnswer[];
  lostAt: number | null;
}

export function WallHead({ overview: { period }, team, keyResults, lostAt }: Props) {
  const now = useApp().clock.ticking.value;
  const gone = elapsed(period.start, period.due, toInstant(now));
  const counts = Map.groupBy(keyResults, ({ health }) => health);
  return (
    <header class="wall-head">
      <h1>
        {period.id}
        {team !== null && <span class="soft"> · {team}</span>}
      </h1>
      <p class="wall-left">{leftText(period, now)}</p>
      <p class="wall-pace">{paceText(keyResults)}</p>
      <p class="wall-now" data-lost={lostAt !== null}>
        <span role="status">{lostAt === null ? <Live /> : <Lost at={lostAt} />}</span>
        {lostAt === null && <span class="number soft">{formatTime(now)}</span>}
      </p>
      <div class="timeline" style={{ "--gone": String(gone) }}>
        <div class="timeline-track" aria-hidden="true" />
      </div>
      <ul class="wall-healths">
        {healthsByUrgency
          .filter((health) => counts.has(health))
          .map((health) => (
            <li key={health} data-health={health}>
              <HealthShape health={health} /> <b class="number">{formatNumber(counts.get(health)!.length)}</b>{" "}
              {healthWords[health].toLowerCase()}
            </li>
          ))}
      </ul>
    </header>
  );
}

function Live() {
  return (
    <>
      <svg class="wall-live" viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="5" fill="currentcolor" />
      </svg>
      <span>Live</span>
    </>
  );
}

function Lost({ at }: { at: number }) {
  return (
    <>
      <Icon name="unplugged" /> Connection lost: as of {formatTime(at)}
    </>
  );
}
