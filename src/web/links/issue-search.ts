/** Looks for issues while somebody types: once they pause, and only the newest answer counts. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { z } from "zod";
import type { FoundIssueAnswer } from "../../http/schemas/issues.ts";

export type FoundIssue = z.infer<typeof FoundIssueAnswer>;

export interface SearchState {
  step: "idle" | "searching" | "found" | "failed";
  /** Of the newest answer, also while a newer one is awaited. */
  items: readonly FoundIssue[];
}

export interface IssueSearch {
  state: ReadonlySignal<SearchState>;
  ask(text: string): void;
  /** Forgets what was asked. */
  stop: () => void;
}

export interface SearchDeps {
  /** Null where it cannot be had. */
  find: (query: string) => Promise<readonly FoundIssue[] | null>;
  /** Runs it after that many milliseconds unless the returned function is called before. */
  later: (ms: number, run: () => void) => () => void;
}

/** Short enough to feel immediate, long enough for the next letter. */
export const pauseMs = 200;

const idle: SearchState = { step: "idle", items: [] };

export function createIssueSearch({ find, later }: SearchDeps): IssueSearch {
  const state = signal<SearchState>(idle);
  let query = "";
  let number = 0;
  let cancel = () => {};

  async function search(own: number) {
    const items = await find(query);
    if (own !== number) return;
    state.value = items === null ? { step: "failed", items: [] } : { step: "found", items };
  }

  function stop() {
    cancel();
    number += 1;
    query = "";
    state.value = idle;
  }

  return {
    state,
    ask(text) {
      if (text.trim() === query) return;
      if (text.trim() === "") return stop();
      cancel();
      number += 1;
      query = text.trim();
      state.value = { step: "searching", items: state.peek().items };
      const own = number;
      cancel = later(pauseMs, () => void search(own));
    },
    stop,
  };
}
