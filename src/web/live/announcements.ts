/** What a screen reader is told while the page changes by itself: a sentence now and then, however much happens. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Announcements {
  text: ReadonlySignal<string>;
  /** Of several within a few seconds, only their number is told. */
  tell(sentence: string): void;
  /** What the viewer did has worked: told in any case, before what it moved. */
  confirm(sentence: string): void;
}

const gatherMs = 2_000;

export function createAnnouncements(): Announcements {
  const text = signal("");
  let confirmed: string[] = [];
  let gathered: string[] = [];

  function speak() {
    text.value = [...confirmed, ...summaryOf(gathered)].join(" ");
    confirmed = [];
    gathered = [];
  }

  function speakSoon() {
    if (confirmed.length + gathered.length === 0) setTimeout(speak, gatherMs);
  }

  return {
    text,
    tell(sentence) {
      speakSoon();
      gathered.push(sentence);
    },
    confirm(sentence) {
      speakSoon();
      confirmed.push(sentence);
    },
  };
}

function summaryOf(sentences: readonly string[]): readonly string[] {
  return sentences.length > 2 ? [`${sentences.length} changes. The latest: ${sentences.at(-1)}`] : sentences;
}
