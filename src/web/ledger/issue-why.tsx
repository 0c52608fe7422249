/** Why an issue counts toward a key result or not: the rules one by one, as the service explains them. */
import type { ExplainedIssue } from "../../http/schemas/explain.ts";
import { useResource } from "../api/use-resource.ts";
import { formatCount } from "../format/number.ts";
import { keyResultHref } from "../routing/route.ts";
import { OutsideLink } from "../ui/outside-link.tsx";

export function IssueWhy({ name, keyResultId }: { name: string; keyResultId: string }) {
  const { data, failure } = useResource<ExplainedIssue>(`/api/v1/issues/${encodeURIComponent(name)}/explain`);
  if (failure !== null) {
    const words = failure.code === "ISSUE_UNKNOWN" ? "okr-sync has not heard of this issue." : failure.message;
    return <p class="why small">{words}</p>;
  }
  if (data === null) return <p class="why small soft">Asking …</p>;
  return <Explained explained={data} keyResultId={keyResultId} />;
}

function Explained({ explained, keyResultId }: { explained: ExplainedIssue; keyResultId: string }) {
  const { issue, keyResults, rules, pending } = explained;
  const own = keyResults.find((row) => row.keyResultId === keyResultId);
  const others = keyResults.filter((row) => row.keyResultId !== keyResultId && row.counted);
  const itsRules = rules.filter((rule) => rule.keyResultId === keyResultId);
  return (
    <div class="why small">
      <p>
        <OutsideLink url={issue.url}>{issue.key}</OutsideLink> {issue.title}, {issue.type}, {issue.status}.{" "}
        <b>{verdictText(own, issue.removed)}</b>
      </p>
      {pending && <p class="soft">It has just changed and is still to be matched.</p>}
      {itsRules.length > 0 && (
        <ul>
          {itsRules.map((rule) => (
            <li key={rule.id}>
              <code>{rule.id}</code> {ruleText(rule)}
            </li>
          ))}
        </ul>
      )}
      {itsRules.length === 0 && own === undefined && (
        <p>No rule is about this key result; a link or a label would count it.</p>
      )}
      {others.length > 0 && (
        <p>
          It counts toward {formatCount(others.length, "other key result")} too:{" "}
          {others.map(({ keyResultId: id }, i) => (
            <>
              {i > 0 && ", "}
              <a href={keyResultHref(id)}>{id}</a>
            </>
          ))}
        </p>
      )}
    </div>
  );
}

type Row = ExplainedIssue["keyResults"][number];

function verdictText(row: Row | undefined, removed: boolean): string {
  if (removed) return "It was deleted, and counts nowhere.";
  if (row === undefined) return "It does not count here.";
  const by = `${row.match.kind} ${row.match.id}${row.match.via === null ? "" : ` on ${row.match.via}, above it`}`;
  if (row.counted) return `It counts here, by ${by}.`;
  return row.reason === "canceled"
    ? `It matches by ${by}, and is left out because it is canceled.`
    : `It matches by ${by}, and is counted through another issue.`;
}

type Rule = ExplainedIssue["rules"][number];

function ruleText({ applied, failed, takenBy }: Rule): string {
  if (applied) return takenBy === null ? "applies." : `applies, but ${takenBy.kind} ${takenBy.id} comes first.`;
  if (failed === null) return "does not apply.";
  return `does not apply: ${failed.key} should be ${shown(failed.wanted)}, and is ${shown(failed.found)}.`;
}

/** A condition's value as its rule writes it. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(shown).join(", ");
  return typeof value === "string" ? `“${value}”` : JSON.stringify(value);
}
