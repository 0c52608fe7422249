/** What was typed and not sent yet: it outlives a failed write, a sign-in in between, and a look at another view. */
import { type Signal, signal } from "@preact/signals";

export interface Draft<T> {
  isOpen: boolean;
  values: T;
}

export interface Drafts {
  /** The draft of this name; `empty` where there is none yet. */
  of<T>(name: string, empty: T): Signal<Draft<T>>;
  /** Forgets all of them: another person may sit down here. */
  clear(): void;
}

export function createDrafts(): Drafts {
  const drafts = new Map<string, Signal<Draft<unknown>>>();
  return {
    of<T>(name: string, empty: T) {
      const known = drafts.get(name) ?? signal<Draft<unknown>>({ isOpen: false, values: empty });
      drafts.set(name, known);
      return known as Signal<Draft<T>>;
    },
    clear: () => drafts.clear(),
  };
}
