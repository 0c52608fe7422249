/** The ledger of a key result: every issue behind the number, what it adds, and why. */
import { useMemo, useState } from "preact/hooks";
import type { z } from "zod";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { LedgerPage } from "../../http/schemas/ledger.ts";
import { allPages } from "../api/pages.ts";
import { useResource } from "../api/use-resource.ts";
import { useApp } from "../app-context.ts";
import { formatCount, formatExact } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { keyResultPath } from "../live/live-updates.ts";
import { Bones } from "../ui/bones.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { AskWhy } from "./ask-why.tsx";
import { type Grouping, groupings, groupLedger, searchLedger } from "./ledger-groups.ts";
import { LedgerGroupRows } from "./ledger-group-rows.tsx";

type Ledger = z.infer<typeof LedgerPage>;

export function LedgerPanel({ keyResult }: { keyResult: KeyResultAnswer }) {
  const { resources } = useApp();
  const path = `${keyResultPath(keyResult.id)}/contributions`;
  const load = useMemo(() => allPages<Ledger>(path), [path]);
  const { data, failure } = useResource<Ledger>(path, load);
  return (
    <section class="panel ledger" aria-labelledby="ledger">
      <h2 id="ledger">Issues behind the number</h2>
      {data === null && failure === null && <Bones heights={[40, 40, 40]} />}
      {failure !== null && (
        <FailureNotice failure={failure} hasOlder={data !== null} onRetry={() => void resources.renew(path)} />
      )}
      {data !== null &&
        (data.items.length === 0 ? <NoIssues keyResult={keyResult} /> : <Rows keyResult={keyResult} ledger={data} />)}
      {!isStated(keyResult) && <AskWhy keyResultId={keyResult.id} />}
    </section>
  );
}

function Rows({ keyResult, ledger }: { keyResult: KeyResultAnswer; ledger: Ledger }) {
  const [text, setText] = useState("");
  const [grouping, setGrouping] = useState<Grouping>("status");
  const found = useMemo(() => searchLedger(ledger.items, text), [ledger.items, text]);
  const groups = useMemo(() => groupLedger(found, grouping), [found, grouping]);
  return (
    <>
      <p class="soft small number">{sumsText(keyResult, ledger)}</p>
      <div class="ledger-tools">
        <input
          class="field"
          type="search"
          placeholder="Search key, title, status or rule"
          aria-label="Search the issues"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div class="segments" role="group" aria-label="Grouped by">
          {groupings.map((each) => (
            <button
              key={each}
              type="button"
              class="button"
              aria-pressed={each === grouping}
              onClick={() => setGrouping(each)}
            >
              {each === "status" ? "Status" : "Match"}
            </button>
          ))}
        </div>
      </div>
      {groups.length === 0 && <p class="soft">No issue here has these words.</p>}
      {groups.map((group) => (
        <LedgerGroupRows key={`${grouping} ${group.key}`} group={group} keyResultId={keyResult.id} />
      ))}
    </>
  );
}

/** The sums from which anybody can check the number. */
function sumsText({ measure, progress }: KeyResultAnswer, { items, sums }: Ledger): string {
  const counted = items.filter((row) => row.counted).length;
  const rows = `${formatCount(items.length, "issue")}, ${formatExact(counted)} of them counted`;
  const sizes = `${formatExact(sums.credited)} credited of ${formatExact(sums.size)} in scope`;
  if (measure.kind === "completion" && progress !== null) return `${rows}: ${sizes} is ${formatPercent(progress)}.`;
  return `${rows}: ${sizes}.`;
}

/** Whether no issue can count. */
function isStated({ measure }: KeyResultAnswer): boolean {
  return measure.kind === "metric" || measure.kind === "objective";
}

function NoIssues({ keyResult }: { keyResult: KeyResultAnswer }) {
  return (
    <p class="soft">
      {isStated(keyResult)
        ? "No issue counts here: this number does not come from issues."
        : "No issue matches yet. Link an epic, or write a rule in mapping.yaml."}
    </p>
  );
}
