/** A key result in one line: where it stands, against the pace, and what is said about it. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { forecastText } from "../format/forecast-text.ts";
import { healthWords } from "../format/health-words.ts";
import { goalText, valueText } from "../format/measure-text.ts";
import { formatPercent } from "../format/percent.ts";
import { keyResultHref } from "../routing/route.ts";
import { ChangingPercent, JustChanged } from "../ui/changing-percent.tsx";
import { HealthShape } from "../ui/health-shape.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";

interface Props {
  keyResult: KeyResultAnswer;
  /** What it has moved by lately, such as `+12`; empty where it has not. */
  weeksPoints: string;
}

export function KeyResultRow({ keyResult, weeksPoints }: Props) {
  const { id, title, progress, expected, health } = keyResult;
  return (
    <li class="key-result" data-health={health}>
      <HealthShape health={health} />
      <div class="key-result-words">
        <a class="key-result-title" href={keyResultHref(id)}>
          {title}
        </a>
        <p class="small soft">
          <span class="dotted health-words">{healthWords[health]}</span>
          <Facts keyResult={keyResult} />
        </p>
      </div>
      <ProgressBar progress={progress} expected={expected} health={health} />
      <span class="sr-only">, the pace asks for {formatPercent(expected)}</span>
      <span class="key-result-percent">
        <ChangingPercent id={id} share={progress} />
        <JustChanged id={id}>{weeksPoints !== "" && <WeeksMove points={weeksPoints} />}</JustChanged>
      </span>
    </li>
  );
}

function Facts({ keyResult }: { keyResult: KeyResultAnswer }) {
  const { confidence, statedHealth, owner } = keyResult;
  const goal = goalText(keyResult);
  const forecast = forecastText(keyResult);
  return (
    <>
      <span class="dotted number">
        {valueText(keyResult)}
        {goal}
      </span>
      {statedHealth !== null && statedHealth !== keyResult.health && (
        <span class="dotted">team says {healthWords[statedHealth].toLowerCase()}</span>
      )}
      {confidence !== null && <span class="dotted number">{formatPercent(confidence)} confident</span>}
      {forecast !== null && <span class="dotted number">forecast {forecast}</span>}
      {owner !== null && <span class="dotted">{owner}</span>}
    </>
  );
}

function WeeksMove({ points }: { points: string }) {
  return (
    <span class="key-result-move small soft number">
      {points}
      <span class="sr-only"> points</span> this week
    </span>
  );
}
