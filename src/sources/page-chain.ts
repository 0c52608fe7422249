/** Whether cursors lead on: a tracker that repeats one would be asked for ever. */
import { codedError } from "../errors.ts";

export interface PageChain {
  /** Throws SOURCE_ANSWER_INVALID where `next` was given before, but for asking the same page again. */
  follow(asked: string | null, next: string | null): void;
}

export function createPageChain(what: string): PageChain {
  const givenBy = new Map<string, string | null>();
  return {
    follow(asked, next) {
      if (asked === null) givenBy.clear();
      if (next === null) return;
      const before = givenBy.get(next);
      if (next === asked || (before !== undefined && before !== asked)) {
        throw codedError("SOURCE_ANSWER_INVALID", `${what}: a cursor leads back to a page that was read already`);
      }
      givenBy.set(next, asked);
    },
  };
}
