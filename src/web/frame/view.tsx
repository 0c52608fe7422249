/** The view that the address names. All but the overview are fetched when they are first opened. */
import { useApp } from "../app-context.ts";
import { OverviewView } from "../overview/overview-view.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { lazyView } from "./lazy-view.tsx";

const KeyResultView = lazyView(async () => (await import("../key-result/key-result-view.tsx")).KeyResultView);
const ReportView = lazyView(async () => (await import("../report/report-view.tsx")).ReportView);
const PlanView = lazyView(async () => (await import("../plan/plan-view.tsx")).PlanView);

export function View() {
  const route = useApp().address.route.value;
  switch (route.view) {
    case "overview":
      return <OverviewView />;
    case "keyResult":
      return <KeyResultView key={route.id} id={route.id} />;
    case "report":
      return <ReportView period={route.period} />;
    case "plan":
      return <PlanView />;
    case "wall":
    case "unknown":
      return (
        <EmptyState title="There is nothing at this address">
          <a class="button" href="/">
            To the overview
          </a>
        </EmptyState>
      );
  }
}
