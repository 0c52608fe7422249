/** The present period on a screen that nobody touches: large, live, a page of objectives after the other. */
import { useEffect } from "preact/hooks";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { useResource } from "../api/use-resource.ts";
import { useApp } from "../app-context.ts";
import { Announcer } from "../frame/announcer.tsx";
import { applyFilter, readFilter } from "../overview/filter.ts";
import { groupByTeam } from "../overview/grouping.ts";
import { overviewKeyOf } from "../overview/overview-key.ts";
import { Bones } from "../ui/bones.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { useAwake } from "./use-awake.ts";
import { useLostAt } from "./use-lost-at.ts";
import { useMedia } from "./use-media.ts";
import { useSteady } from "./use-steady.ts";
import { useTurning } from "./use-turning.ts";
import { WallBoard } from "./wall-board.tsx";
import { WallControls } from "./wall-controls.tsx";
import { WallFoot } from "./wall-foot.tsx";
import { WallHead } from "./wall-head.tsx";
import { WallMoved } from "./wall-moved.tsx";
import { pagesOf } from "./wall-pages.ts";

export function WallView() {
  const key = overviewKeyOf(useApp().address.url.value.searchParams.get("period"));
  const { data, failure } = useResource<OverviewAnswer>(key);
  const lostAt = useLostAt(failure !== null);
  const isAwake = useAwake();
  useSteady(key);
  useEffect(() => {
    document.title = "Wall screen · okr-sync";
  }, []);
  return (
    <main class="wall" id="view" data-awake={isAwake} data-old={lostAt !== null}>
      {data !== null && <Wall overview={data} lostAt={lostAt} />}
      {data === null && failure === null && <Bones heights={[90, 300, 300]} />}
      {data === null && failure !== null && (
        <EmptyState title="This cannot be shown right now">
          <p class="soft">{failure.message}</p>
          <p class="soft">It is tried again every minute.</p>
        </EmptyState>
      )}
      <Announcer />
    </main>
  );
}

function Wall({ overview, lostAt }: { overview: OverviewAnswer; lostAt: number | null }) {
  const query = useApp().address.url.value.searchParams;
  const isTall = useMedia("(max-aspect-ratio: 1/1)");
  const filtered = applyFilter(overview.objectives, readFilter(query));
  const shown = groupByTeam(filtered).flatMap((group) => group.shown);
  const pages = pagesOf(shown, isTall);
  const turning = useTurning(pages.length);
  const keyResults = shown.flatMap((each) => each.keyResults);
  return (
    <>
      <WallHead overview={overview} team={query.get("team")} keyResults={keyResults} lostAt={lostAt} />
      {shown.length === 0 ? (
        <EmptyState title="No objectives here">
          <p class="soft">None of this period passes the filter in the address.</p>
        </EmptyState>
      ) : (
        <WallBoard key={turning.page} shown={pages[turning.page] ?? []} isTall={isTall} />
      )}
      <WallMoved moved={overview.moved} keyResults={keyResults} />
      <WallFoot overview={overview} page={turning.page} pages={pages.length} />
      <WallControls turning={turning} pages={pages.length} />
    </>
  );
}
