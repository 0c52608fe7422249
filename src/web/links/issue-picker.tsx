/** A field that finds issues while one types: key, ref, address or words; a listbox beneath it takes the arrow keys. */
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { createIssueSearch, type FoundIssue, type SearchState } from "./issue-search.ts";
import { useApp } from "../app-context.ts";
import { formatCount } from "../format/number.ts";
import { type LinkChoice, linkChoices, looksLikeName, namedChoice } from "./link-choice.ts";
import { FormField } from "../ui/form-field.tsx";
import { PickerOption } from "./picker-option.tsx";

interface Props {
  text: string;
  problem: string | undefined;
  /** Refs that are linked already. */
  linked: ReadonlySet<string>;
  onText: (text: string) => void;
  onChoose: (choice: LinkChoice) => void;
}

/** More than these nobody reads; another letter narrows them down. */
const shownAtMost = 8;

export function IssuePicker({ text, problem, linked, onText, onChoose }: Props) {
  const search = useIssueSearch(text);
  const { step, items } = search.value;
  const choices = useMemo(() => linkChoices(text, items, linked), [text, items, linked]);
  const [active, setActive] = useState(0);
  useEffect(() => setActive(0), [items]);
  const list = useId();
  const isOpen = choices.length > 0 && text.trim() !== "";
  const marked = isOpen ? Math.min(active, choices.length - 1) : null;

  const choose = (choice: LinkChoice | undefined) => {
    if (choice !== undefined && !choice.isLinked) onChoose(choice);
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way !== undefined && marked !== null) {
      event.preventDefault();
      setActive((marked + way + choices.length) % choices.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // Whoever pastes a key need not wait for the list.
      const isAwaited = step === "searching" && looksLikeName(text);
      choose(isAwaited ? namedChoice(text) : choices[marked ?? 0]);
    } else if (event.key === "Escape" && text !== "") {
      event.preventDefault();
      onText("");
    }
  };
  return (
    <div class="picker">
      <FormField label="Epic, project or issue" hint="Key, address, or words of its title" problem={problem}>
        {(attributes) => (
          <input
            {...attributes}
            class="field"
            role="combobox"
            autocomplete="off"
            spellcheck={false}
            autofocus
            maxLength={500}
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={list}
            aria-activedescendant={marked === null ? undefined : `${list}-${marked}`}
            value={text}
            onInput={({ currentTarget }) => onText(currentTarget.value)}
            onKeyDown={press}
          />
        )}
      </FormField>
      <ul id={list} class="picker-list" role="listbox" aria-label="Issues found" hidden={!isOpen}>
        {choices.map((choice, i) => (
          <PickerOption
            key={choice.issue}
            id={`${list}-${i}`}
            choice={choice}
            isMarked={i === marked}
            onChoose={() => choose(choice)}
          />
        ))}
      </ul>
      <p class="small soft picker-state" role="status">
        {stateText(search.value, text)}
      </p>
    </div>
  );
}

function useIssueSearch(text: string) {
  const { api } = useApp();
  const search = useMemo(
    () =>
      createIssueSearch({
        async find(query) {
          const path = `/api/v1/issues?limit=${shownAtMost}&query=${encodeURIComponent(query)}`;
          const reading = await api.read<{ items: readonly FoundIssue[] }>(path);
          return reading.kind === "read" ? reading.data.items : null;
        },
        later(ms, run) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      }),
    [api],
  );
  useEffect(() => search.ask(text), [search, text]);
  useEffect(() => search.stop, [search]);
  return search.state;
}

function stateText({ step, items }: SearchState, text: string): string {
  if (step === "idle") return "";
  if (step === "searching") return "Searching …";
  if (step === "failed") return "The search has no answer right now. A key or an address can be linked all the same.";
  if (items.length === shownAtMost) return `The first ${shownAtMost} of those found`;
  if (items.length > 0) return `${formatCount(items.length, "issue")} found`;
  return looksLikeName(text)
    ? "okr-sync has not heard of it yet. It counts as soon as it does."
    : "Nothing found. A key or an address can be linked before okr-sync has heard of it.";
}
