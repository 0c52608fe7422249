/** The objectives that pass the filter: by team, or as trees of alignment. */
import { useMemo } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { formatCount } from "../format/number.ts";
import { formatPoints } from "../format/percent.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { AlignmentTree } from "./alignment-tree.tsx";
import { applyFilter, isFiltering, readFilter, type Shown } from "./filter.ts";
import { groupByTeam, growTree } from "./grouping.ts";
import { ObjectiveCard } from "./objective-card.tsx";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { useGradualCount } from "./use-gradual-count.ts";

/** Lists up to this length are laid out whole. */
const greatestPlain = 24;

export function ObjectiveList({ overview }: { overview: OverviewAnswer }) {
  const { address } = useApp();
  const { searchParams } = address.url.value;
  const filter = readFilter(searchParams);
  const shown = applyFilter(overview.objectives, filter);
  if (shown.length === 0) return isFiltering(filter) ? <NothingFound /> : <NoObjectives />;
  if (searchParams.get("by") === "alignment") {
    return (
      <div class={shown.length > greatestPlain ? "long" : undefined}>
        <AlignmentTree branches={growTree(overview.objectives, shown)} />
      </div>
    );
  }
  return <Teams overview={overview} shown={shown} />;
}

function Teams({ overview, shown }: { overview: OverviewAnswer; shown: readonly Shown[] }) {
  const titles = useMemo(() => new Map(overview.objectives.map(({ id, title }) => [id, title])), [overview.objectives]);
  const points = useMemo(() => weeksPoints(overview.moved), [overview.moved]);
  const count = useGradualCount(shown.length);
  const groups = groupByTeam(shown.slice(0, count));
  const isAlone = groups.length === 1 && groups[0]!.team === null;
  return (
    <div class={shown.length > greatestPlain ? "long" : undefined}>
      {groups.map(({ team, shown: members }) => (
        <section key={team ?? ""} class="team" aria-label={team ?? "Without a team"}>
          {!isAlone && (
            <h2 class="team-name">
              {team ?? "Without a team"} <span class="soft small">{formatCount(members.length, "objective")}</span>
            </h2>
          )}
          {members.map((each) => (
            <ObjectiveCard
              key={each.objective.id}
              shown={each}
              parentTitle={titles.get(each.objective.parent ?? "") ?? null}
              weeksPoints={points}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

/** What each key result has moved by lately, as it is shown. */
function weeksPoints(moved: OverviewAnswer["moved"]): ReadonlyMap<string, string> {
  return new Map(moved.map(({ keyResultId, from, to }) => [keyResultId, formatPoints(from, to) ?? ""]));
}

function NothingFound() {
  return (
    <EmptyState title="Nothing passes this filter">
      <p class="soft">Choose another team, owner or health, or search for another word.</p>
    </EmptyState>
  );
}

function NoObjectives() {
  return (
    <EmptyState title="No objectives in this period">
      <p class="soft">
        Objectives are written in <code>okrs.yaml</code>. They appear here as soon as okr-sync has read them.
      </p>
    </EmptyState>
  );
}
