/** Lets go of the event stream while nobody looks at the page, and takes it up again where it was when somebody does. */
import type { EventStream } from "./event-stream.ts";

/** Who only looks something up elsewhere should find the page as live as it was. */
const hiddenMs = 60_000;

export function sleepWhileHidden(page: Document, stream: EventStream): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  page.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (page.hidden) timer = setTimeout(stream.pause, hiddenMs);
    else stream.wake();
  });
}
