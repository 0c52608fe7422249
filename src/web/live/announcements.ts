/** What a screen reader is told while the page changes by itself: a sentence now and then, however much happens. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Announcements {
  text: ReadonlySignal<string>;
  /** Of several within a few seconds, only their number is told. */
  tell(sentence: string): void;
}

const gatherMs = 2_000;

export function createAnnouncements(): Announcements {
  const text = signal("");
  let gathered: string[] = [];

  function speak() {
    const [first = ""] = gathered;
    text.value =
      gathered.length > 2
        ? `${gathered.length} changes. The latest: ${gathered.at(-1)}`
        : gathered.length === 2
          ? gathered.join(" ")
          : first;
    gathered = [];
  }

  return {
    text,
    tell(sentence) {
      if (gathered.length === 0) setTimeout(speak, gatherMs);
      gathered.push(sentence);
    },
  };
}
