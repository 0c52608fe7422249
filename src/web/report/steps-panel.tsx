/** The largest single steps of the period, and what caused them. */
import { useState } from "preact/hooks";
import type { ReportAnswer } from "../../http/schemas/report.ts";
import { formatPercent, formatPoints } from "../format/percent.ts";
import { formatDay, formatInstant } from "../format/time.ts";
import { keyResultHref } from "../routing/route.ts";
import { OutsideLink } from "../ui/outside-link.tsx";

type Step = ReportAnswer["steps"][number];

const shownAtFirst = 8;

export function StepsPanel({ report: { steps } }: { report: ReportAnswer }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <section class="panel" aria-labelledby="steps">
      <h2 id="steps">What moved most</h2>
      {steps.length === 0 && <p class="soft small">Nothing has moved.</p>}
      <ol class="moves">
        {steps.slice(0, isWhole ? undefined : shownAtFirst).map((step, i) => (
          <StepItem key={i} step={step} />
        ))}
      </ol>
      {steps.length > shownAtFirst && (
        <button type="button" class="button button-quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show fewer" : `Show all ${steps.length}`}
        </button>
      )}
    </section>
  );
}

function StepItem({ step: { keyResultId, title, at, from, to, delta, cause } }: { step: Step }) {
  return (
    <li class="move" data-way={delta < 0 ? "down" : "up"}>
      <span class="move-points number">{formatPoints(from, to) ?? "±0"}</span>
      <div>
        <a href={keyResultHref(keyResultId)}>{title}</a>
        <p class="small soft">
          <span class="dotted number">
            {formatPercent(from)} → {formatPercent(to)}
          </span>
          <span class="dotted">
            <time dateTime={at} title={formatInstant(at)}>
              {formatDay(at)}
            </time>
          </span>
          <span class="dotted">
            {cause.issue === null ? (
              causes[cause.kind]
            ) : (
              <>
                <OutsideLink url={cause.issue.url}>{cause.issue.key}</OutsideLink> {cause.issue.title}
              </>
            )}
          </span>
        </p>
      </div>
    </li>
  );
}

/** What did it, where no issue did. */
const causes = {
  check_in: "a check-in",
  link: "a link",
  config: "a change of the configuration",
  date: "the date",
  reconcile: "a reconcile",
  delivery: "an issue",
  history: "its history",
} as const satisfies Record<Step["cause"]["kind"], string>;
