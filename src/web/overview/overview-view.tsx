/** A period at a glance: are we on pace, what moved and why, can the numbers be trusted. */
import { useApp } from "../app-context.ts";
import { useResource } from "../api/use-resource.ts";
import { Bones } from "../ui/bones.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { ViewHeading } from "../ui/view-heading.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { MovedPanel } from "./moved-panel.tsx";
import { ObjectiveList } from "./objective-list.tsx";
import { OverviewNotices } from "./overview-notices.tsx";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { overviewKeyOf } from "./overview-key.ts";
import { PeriodHead } from "./period-head.tsx";
import { SourcesPanel } from "./sources-panel.tsx";

export function OverviewView() {
  const { address, resources } = useApp();
  const key = overviewKeyOf(address.url.value.searchParams.get("period"));
  const { data, failure } = useResource<OverviewAnswer>(key);
  const failed = failure !== null && (
    <FailureNotice failure={failure} hasOlder={data !== null} onRetry={() => void resources.renew(key)} />
  );
  if (failure?.code === "PERIOD_UNKNOWN") return <NoPeriod message={failure.message} />;
  if (data === null) {
    return (
      <>
        <ViewHeading title="Overview" />
        {failure === null ? <Bones heights={[72, 40, 190, 190, 190]} /> : failed}
      </>
    );
  }
  return (
    <>
      {failed}
      <OverviewNotices overview={data} />
      <Overview overview={data} />
    </>
  );
}

function NoPeriod({ message }: { message: string }) {
  return (
    <EmptyState title="There is no such period">
      <p class="soft">
        {message}: periods and objectives are written in <code>okrs.yaml</code>, and <code>okr-sync validate</code>{" "}
        checks it.
      </p>
      <a class="button" href="/">
        To the present period
      </a>
    </EmptyState>
  );
}

function Overview({ overview }: { overview: OverviewAnswer }) {
  return (
    <>
      <PeriodHead overview={overview} />
      <FilterBar overview={overview} />
      <div class="overview">
        <div class="overview-main">
          <ObjectiveList overview={overview} />
        </div>
        <div class="overview-rail">
          <MovedPanel overview={overview} />
          <SourcesPanel overview={overview} />
        </div>
      </div>
    </>
  );
}
