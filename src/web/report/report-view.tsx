/** The review of a period: how it ended or stands, how it came there, and what was said on the way. */
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import type { ReportAnswer } from "../../http/schemas/report.ts";
import { useResource } from "../api/use-resource.ts";
import { useApp } from "../app-context.ts";
import { overviewPath } from "../overview/overview-key.ts";
import { reportHref } from "../routing/route.ts";
import { Bones } from "../ui/bones.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { ViewHeading } from "../ui/view-heading.tsx";
import { ReportHead } from "./report-head.tsx";
import { patientRead, reportPath } from "./report-path.ts";
import { ReportSummary } from "./report-summary.tsx";
import { ReviewList } from "./review-list.tsx";
import { StepsPanel } from "./steps-panel.tsx";

/** Of the present period without a name. */
export function ReportView({ period }: { period: string | null }) {
  const { resources } = useApp();
  const overview = useResource<OverviewAnswer>(overviewPath);
  const id = period ?? overview.data?.period.id ?? null;
  if (id !== null) return <Review key={id} id={id} periods={overview.data?.periods ?? []} />;
  if (overview.failure === null) return <Waiting />;
  if (overview.failure.code === "PERIOD_UNKNOWN") return <NoPeriod />;
  const renew = () => void resources.renew(overviewPath);
  return <FailureNotice failure={overview.failure} hasOlder={false} onRetry={renew} />;
}

interface Props {
  id: string;
  periods: OverviewAnswer["periods"];
}

function Review({ id, periods }: Props) {
  const { resources } = useApp();
  const path = reportPath(id);
  const { data, failure, loading } = useResource<ReportAnswer>(path, patientRead(path));
  const renew = () => void resources.renew(path);
  if (failure?.code === "PERIOD_UNKNOWN") return <NoSuchPeriod />;
  const failed = failure !== null && <FailureNotice failure={failure} hasOlder={data !== null} onRetry={renew} />;
  if (data === null) return failed === false ? <Waiting /> : failed;
  return (
    <>
      {failed}
      <ReportHead report={data} periods={periods} isRenewing={loading} onRenew={renew} />
      <ReportSummary report={data} />
      {data.objectives.length === 0 ? (
        <EmptyState title="Nothing to review">
          <p class="soft">This period has no objectives.</p>
        </EmptyState>
      ) : (
        <div class="overview">
          <div class="overview-main">
            <ReviewList report={data} />
          </div>
          <div class="overview-rail">
            <StepsPanel report={data} />
          </div>
        </div>
      )}
    </>
  );
}

function Waiting() {
  return (
    <>
      <ViewHeading title="Review" unseen />
      <Bones heights={[72, 90, 260, 260]} />
    </>
  );
}

function NoPeriod() {
  return (
    <>
      <ViewHeading title="Review" unseen />
      <EmptyState title="There is no period to review">
        <p class="soft">
          Periods and objectives are written in <code>okrs.yaml</code>.
        </p>
      </EmptyState>
    </>
  );
}

function NoSuchPeriod() {
  return (
    <>
      <ViewHeading title="Review" unseen />
      <EmptyState title="There is no such period">
        <p class="soft">It may have been renamed before it was closed.</p>
        <a class="button" href={reportHref(null)}>
          To the present period
        </a>
      </EmptyState>
    </>
  );
}
