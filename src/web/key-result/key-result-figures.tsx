/** The figures of a key result, side by side. */
import type { ComponentChildren } from "preact";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { forecastText } from "../format/forecast-text.ts";
import { goalText, valueText } from "../format/measure-text.ts";
import { formatPercent } from "../format/percent.ts";
import { Ago } from "../ui/ago.tsx";
import { ChangingPercent, JustChanged } from "../ui/changing-percent.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { CountsBar } from "./counts-bar.tsx";

export function KeyResultFigures({ keyResult }: { keyResult: KeyResultAnswer }) {
  const { id, progress, expected, health, confidence, counts, changedAt, forecastPending } = keyResult;
  const forecast = forecastText(keyResult);
  const hasIssues = Object.values(counts).some((count) => count > 0);
  return (
    <section class="figures-row" aria-label="Figures">
      <div class="figure-main">
        <p class="figure-percent">
          <ChangingPercent id={id} share={progress} /> <JustChanged id={id} />
        </p>
        <ProgressBar progress={progress} expected={expected} health={health} large />
        <p class="small soft number">
          <span class="dotted">pace asks for {formatPercent(expected)}</span>
          {changedAt !== null && (
            <span class="dotted">
              moved <Ago at={changedAt} />
            </span>
          )}
        </p>
      </div>
      <dl class="figure-list">
        {!hasIssues && (
          <Entry name="Value">
            {valueText(keyResult)}
            <span class="soft">{goalText(keyResult)}</span>
          </Entry>
        )}
        {hasIssues && (
          <Entry name="Issues">
            <CountsBar counts={counts} />
          </Entry>
        )}
        {hasIssues && keyResult.measure.kind === "total" && (
          <Entry name="Value">
            {keyResult.value ?? "–"}
            <span class="soft">{goalText(keyResult)}</span>
          </Entry>
        )}
        {forecast !== null && (
          <Entry name="Forecast">
            {forecast}
            <p class="soft small">
              {forecastPending ? "being computed anew" : "when 50 % and 85 % of simulated runs are done"}
            </p>
          </Entry>
        )}
        {confidence !== null && <Entry name="Confidence">{formatPercent(confidence)}</Entry>}
      </dl>
    </section>
  );
}

function Entry({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt class="small soft">{name}</dt>
      <dd class="number">{children}</dd>
    </div>
  );
}
