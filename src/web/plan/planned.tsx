/** A plan: what each number was and would be, and the issues behind the difference. */
import { useState } from "preact/hooks";
import { headline, linesOf } from "../../domain/plan-figures.ts";
import { planMarkdown } from "../../domain/plan-markdown.ts";
import type { PlanAnswer } from "../../http/schemas/plan.ts";
import { formatCount } from "../format/number.ts";
import { keyResultHref } from "../routing/route.ts";
import type { Candidate } from "./candidate.ts";
import { MarkdownButtons } from "./markdown-buttons.tsx";
import { OutcomeHeading } from "./outcome-heading.tsx";
import { PlanLine } from "./plan-line.tsx";
import { ProblemList } from "./problem-list.tsx";

interface Props {
  candidate: Candidate;
  plan: PlanAnswer;
}

/** Issues of each key result in the Markdown, as the command line has it. */
const namedInMarkdown = 20;

export function Planned({ candidate, plan }: Props) {
  const { changed, warnings, orphanedLinks } = plan;
  return (
    <section class="panel planned" aria-labelledby="outcome">
      <OutcomeHeading>{headline(plan)}</OutcomeHeading>
      <p class="soft small">
        {changed
          ? `This is what ${candidate.title} would do. `
          : `With ${candidate.title}, every number stays as it is. `}
        Nothing was changed.
      </p>
      <MarkdownButtons text={() => planMarkdown(plan, namedInMarkdown)} />
      {changed && <Lines plan={plan} />}
      {orphanedLinks.length > 0 && <Orphans links={orphanedLinks} />}
      {warnings.length > 0 && (
        <>
          <h3>Warnings</h3>
          <ProblemList problems={warnings} files={{}} />
        </>
      )}
    </section>
  );
}

const step = 100;

function Lines({ plan }: { plan: PlanAnswer }) {
  const [count, setCount] = useState(step);
  const lines = linesOf(plan);
  const changes = new Map(plan.keyResults.map((each) => [each.id, each]));
  return (
    <>
      <h3>Numbers</h3>
      <ol class="plan-lines">
        {lines.slice(0, count).map((line) => (
          <PlanLine
            key={`${line.isObjective} ${line.id}`}
            line={line}
            change={line.isObjective ? null : (changes.get(line.id) ?? null)}
          />
        ))}
      </ol>
      {lines.length > count && (
        <button type="button" class="button button-quiet" onClick={() => setCount(count + step * 4)}>
          Show more of {lines.length}
        </button>
      )}
    </>
  );
}

function Orphans({ links }: { links: PlanAnswer["orphanedLinks"] }) {
  const [count, setCount] = useState(step);
  return (
    <>
      <h3>Links to key results that would be gone</h3>
      <ul class="plan-moves small">
        {links.slice(0, count).map(({ id, issue, keyResult }) => (
          <li key={id}>
            {issue} → <a href={keyResultHref(keyResult)}>{keyResult}</a>
          </li>
        ))}
      </ul>
      {links.length > count && (
        <button type="button" class="button button-quiet" onClick={() => setCount(count + step * 4)}>
          Show more of {formatCount(links.length, "link")}
        </button>
      )}
    </>
  );
}
