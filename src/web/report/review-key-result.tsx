/** A key result in a review: from where to where, what came in late, what was foreseen, and what people said. */
import type { ComponentChildren } from "preact";
import { hasScope } from "../../domain/report-scope.ts";
import type { ReportAnswer, ReportKeyResult } from "../../http/schemas/report.ts";
import { measureText } from "../format/measure-text.ts";
import { formatNumber } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { keyResultHref } from "../routing/route.ts";
import { Course } from "./course.tsx";
import { ForecastThen } from "./forecast-then.tsx";
import { GradeBadge } from "./grade-badge.tsx";
import { LateScope } from "./late-scope.tsx";
import { journeyText } from "./journey-text.ts";
import { StatedList } from "./stated-list.tsx";

interface Props {
  report: ReportAnswer;
  keyResult: ReportKeyResult;
}

export function ReviewKeyResult({ report, keyResult }: Props) {
  const { id, title, owner, weight, guardrail, measure, progress, grade, checkIns } = keyResult;
  return (
    <li class="review-key-result">
      <div class="review-words">
        <h3>
          <a href={keyResultHref(id)}>{title}</a>
        </h3>
        <p class="small soft">
          <span class="dotted">{measureText(measure)}</span>
          {owner !== null && <span class="dotted">{owner}</span>}
          {guardrail && <span class="dotted">guardrail</span>}
          {weight !== 1 && <span class="dotted">weight {formatNumber(weight)}</span>}
        </p>
      </div>
      <div class="review-result">
        <b class="number">{formatPercent(progress)}</b>
        <GradeBadge grade={grade} state={report.state} />
      </div>
      <Course report={report} of={keyResult} />
      <dl class="review-facts">
        <Fact name={report.state === "running" ? "From start to now" : "From start to end"}>
          {journeyText(keyResult)}
        </Fact>
        {report.halfTimeAt !== null && hasScope([keyResult.history.halfTime, keyResult.history.end]) && (
          <>
            <Fact name="Scope added late">
              <LateScope keyResult={keyResult} />
            </Fact>
            <Fact name="Forecast at half-time">
              <ForecastThen keyResult={keyResult} />
            </Fact>
          </>
        )}
        {checkIns.length > 0 && (
          <Fact name="Stated by people">
            <StatedList keyResult={keyResult} />
          </Fact>
        )}
      </dl>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt class="small soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
