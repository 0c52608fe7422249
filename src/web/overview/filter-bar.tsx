/** Search, team, owner and health: what is chosen stands in the address. */
import { useEffect, useRef } from "preact/hooks";
import type { Health } from "../../domain/check-in.ts";
import { useApp } from "../app-context.ts";
import { healthsByUrgency, healthWords } from "../format/health-words.ts";
import { HealthShape } from "../ui/health-shape.tsx";
import { isFiltering, readFilter, withFilter } from "./filter.ts";
import { Icon } from "../ui/icon.tsx";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";

export function FilterBar({ overview }: { overview: OverviewAnswer }) {
  const { address } = useApp();
  const url = address.url.value;
  const filter = readFilter(url.searchParams);
  const change = (to: Parameters<typeof withFilter>[1], how: "push" | "replace" = "push") =>
    address.go(withFilter(address.url.peek(), to), how);
  const isTree = url.searchParams.get("by") === "alignment";
  return (
    <section class="filters" aria-label="What is shown">
      <SearchField text={filter.text} onSearch={(text) => change({ text }, "replace")} />
      <Choice
        label="Team"
        all="All teams"
        chosen={filter.team}
        values={teamsOf(overview)}
        onChoose={(team) => change({ team })}
      />
      <Choice
        label="Owner"
        all="All owners"
        chosen={filter.owner}
        values={ownersOf(overview)}
        onChoose={(owner) => change({ owner })}
      />
      <HealthChips overview={overview} chosen={filter.healths} onChoose={(healths) => change({ healths })} />
      {isFiltering(filter) && (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => change({ team: null, owner: null, healths: [], text: "" })}
        >
          <Icon name="close" /> Show all
        </button>
      )}
      <div class="segments" role="group" aria-label="Grouped by">
        <GroupButton words="Teams" pressed={!isTree} onPress={() => address.go(groupedBy(address.url.peek(), null))} />
        <GroupButton
          words="Alignment"
          pressed={isTree}
          onPress={() => address.go(groupedBy(address.url.peek(), "alignment"))}
        />
      </div>
    </section>
  );
}

function SearchField({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.matches("input, select, textarea");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
  return (
    <input
      ref={field}
      class="field filters-search"
      type="search"
      placeholder="Search  ( / )"
      aria-label="Search objectives and key results"
      aria-keyshortcuts="/"
      value={text}
      onInput={({ currentTarget }) => onSearch(currentTarget.value)}
    />
  );
}

interface ChoiceProps {
  label: string;
  all: string;
  chosen: string | null;
  values: readonly string[];
  onChoose: (value: string | null) => void;
}

/** Nothing to choose between, nothing to show; but what was chosen stays to be unchosen. */
function Choice({ label, all, chosen, values, onChoose }: ChoiceProps) {
  if (values.length < 2 && chosen === null) return null;
  const known = chosen === null || values.includes(chosen) ? values : [...values, chosen];
  return (
    <select
      class="choice"
      aria-label={label}
      data-chosen={chosen === null ? undefined : true}
      value={chosen ?? ""}
      onChange={({ currentTarget }) => onChoose(currentTarget.value === "" ? null : currentTarget.value)}
    >
      <option value="">{all}</option>
      {known.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </select>
  );
}

interface ChipsProps {
  overview: OverviewAnswer;
  chosen: readonly Health[];
  onChoose: (healths: readonly Health[]) => void;
}

function HealthChips({ overview, chosen, onChoose }: ChipsProps) {
  const keyResults = overview.objectives.flatMap((objective) => objective.keyResults);
  const counts = Map.groupBy(keyResults, ({ health }) => health);
  const shown = healthsByUrgency.filter((health) => counts.has(health) || chosen.includes(health));
  return (
    <div class="chips" role="group" aria-label="Key results by health">
      {shown.map((health) => {
        const isChosen = chosen.includes(health);
        const next = isChosen ? chosen.filter((each) => each !== health) : [...chosen, health];
        return (
          <button
            key={health}
            type="button"
            class="chip"
            data-health={health}
            aria-pressed={isChosen}
            onClick={() => onChoose(next)}
          >
            <HealthShape health={health} />
            <b>{counts.get(health)?.length ?? 0}</b> {healthWords[health].toLowerCase()}
          </button>
        );
      })}
    </div>
  );
}

function GroupButton({ words, pressed, onPress }: { words: string; pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" class="button" aria-pressed={pressed} onClick={onPress}>
      {words}
    </button>
  );
}

function groupedBy(url: URL, by: string | null): string {
  const query = new URLSearchParams(url.searchParams);
  if (by === null) query.delete("by");
  else query.set("by", by);
  const written = query.toString();
  return written === "" ? "/" : `/?${written}`;
}

function teamsOf({ objectives }: OverviewAnswer): string[] {
  return distinct(objectives.map(({ team }) => team));
}

function ownersOf({ objectives }: OverviewAnswer): string[] {
  return distinct(objectives.flatMap(({ owner, keyResults }) => [owner, ...keyResults.map((each) => each.owner)]));
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort((a, b) => a.localeCompare(b));
}
