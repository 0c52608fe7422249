/** A key result: where it stands, how it came there, and which work is behind the number. */
import type { ComponentChildren } from "preact";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { HistoryAnswer } from "../../http/schemas/ledger.ts";
import type { Failure } from "../api/api.ts";
import { useResource } from "../api/use-resource.ts";
import { useApp } from "../app-context.ts";
import { ProgressFigure } from "../chart/progress-figure.tsx";
import { ScopeFigure } from "../chart/scope-figure.tsx";
import { CheckInsPanel } from "../check-ins/check-ins-panel.tsx";
import { LedgerPanel } from "../ledger/ledger-panel.tsx";
import { LinksPanel } from "../links/links-panel.tsx";
import { keyResultPath } from "../live/live-updates.ts";
import { Bones } from "../ui/bones.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Notice } from "../ui/notice.tsx";
import { ViewHeading } from "../ui/view-heading.tsx";
import { KeyResultHead } from "./key-result-head.tsx";
import { KeyResultFigures } from "./key-result-figures.tsx";

export function KeyResultView({ id }: { id: string }) {
  const { resources } = useApp();
  const path = keyResultPath(id);
  const { data, failure } = useResource<KeyResultAnswer>(path);
  if (failure?.code === "KEY_RESULT_UNKNOWN") return <Unknown />;
  const failed = failure !== null && (
    <FailureNotice failure={failure} hasOlder={data !== null} onRetry={() => void resources.renew(path)} />
  );
  if (data === null) {
    return (
      <>
        <ViewHeading title="Key result" />
        {failed === false ? <Bones heights={[36, 120, 300, 300]} /> : failed}
      </>
    );
  }
  return (
    <>
      {failed}
      {data.stale && (
        <Notice tone="stale" title="A source of this number is silent">
          <p>It may have moved on without okr-sync having heard of it.</p>
        </Notice>
      )}
      <KeyResultHead keyResult={data} />
      <KeyResultFigures keyResult={data} />
      <div class="overview">
        <div class="overview-main stack">
          <History keyResult={data} />
          <LedgerPanel keyResult={data} />
        </div>
        <div class="overview-rail">
          <CheckInsPanel keyResult={data} />
          <LinksPanel keyResultId={id} />
        </div>
      </div>
    </>
  );
}

function History({ keyResult }: { keyResult: KeyResultAnswer }) {
  const { resources } = useApp();
  const path = `${keyResultPath(keyResult.id)}/history`;
  const { data, failure } = useResource<HistoryAnswer>(path);
  if (data === null)
    return <Pending failure={failure} heights={[330, 330]} onRetry={() => void resources.renew(path)} />;
  return (
    <>
      <ProgressFigure keyResult={keyResult} history={data} />
      {data.scope.length > 0 && <ScopeFigure keyResult={keyResult} history={data} />}
    </>
  );
}

interface PendingProps {
  failure: Failure | null;
  heights: readonly number[];
  onRetry: () => void;
}

function Pending({ failure, heights, onRetry }: PendingProps): ComponentChildren {
  return failure === null ? (
    <Bones heights={heights} />
  ) : (
    <FailureNotice failure={failure} hasOlder={false} onRetry={onRetry} />
  );
}

function Unknown() {
  return (
    <EmptyState title="No key result has this name">
      <p class="soft">It may have been renamed or taken out of the configuration.</p>
      <a class="button" href="/">
        To the overview
      </a>
    </EmptyState>
  );
}
