/** Composition root of the page. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { createAccess } from "./api/access.ts";
import { createApi } from "./api/api.ts";
import { createResources } from "./api/resources.ts";
import { AppContext } from "./app-context.ts";
import { createClock } from "./clock.ts";
import { CrashGuard } from "./frame/crash-guard.tsx";
import { Frame } from "./frame/frame.tsx";
import { createAnnouncements } from "./live/announcements.ts";
import { createEventStream } from "./live/event-stream.ts";
import { createHighlights } from "./live/highlights.ts";
import { readLiveEvent } from "./live/live-event.ts";
import { applyLiveEvent } from "./live/live-updates.ts";
import { sleepWhileHidden } from "./live/sleep-while-hidden.ts";
import type { OverviewAnswer } from "../http/schemas/overview.ts";
import { overviewKeyOf, overviewPath } from "./overview/overview-key.ts";
import { createAddress } from "./routing/address.ts";
import { createTheme } from "./theme/theme.ts";
import { createDrafts } from "./write/drafts.ts";

const clock = createClock();
const access = createAccess(window.sessionStorage);
const api = createApi(access, clock, window.fetch.bind(window));
const address = createAddress(window);
const highlights = createHighlights();
const announcements = createAnnouncements();

// All viewers of an overview hear of a change in the same moment, and what it says is shown at once: the rest may wait.
const resources = createResources(api, (key) =>
  key.startsWith(overviewPath) ? { leastMs: 800, spreadMs: 2_000 } : { leastMs: 250, spreadMs: 500 },
);

const overviewKey = () => overviewKeyOf(address.url.peek().searchParams.get("period"));
const stream = createEventStream(
  {
    open(lastEventId, signal) {
      const resumed: Record<string, string> = lastEventId === null ? {} : { "last-event-id": lastEventId };
      return api.open("/api/v1/events", { accept: "text/event-stream", ...resumed }, signal);
    },
    onMessage(message) {
      const event = readLiveEvent(message);
      if (event !== null) applyLiveEvent({ resources, highlights, announcements, overviewKey }, event);
    },
    // Between an answer and the beginning of the stream something may have happened that neither tells.
    onConnected(resumed) {
      if (!resumed) resources.outdate(() => true);
    },
  },
  { now: clock.now, random: Math.random },
);

let isHeard = false;
effect(() => {
  isHeard = false;
  if (access.needed.value) {
    stream.pause();
    return;
  }
  resources.outdate(() => true);
  // The overview says where the stream is to begin (below); other views cannot, and look again once it stands.
  if (!["overview", "wall"].includes(address.route.peek().view)) stream.wake();
});
effect(() => {
  const { data, failure } = resources.at<OverviewAnswer>(overviewKey()).value;
  if (access.needed.value || isHeard || (data === null && failure === null)) return;
  isHeard = true;
  if (data !== null) stream.beginAfter(data.lastEventId);
  stream.wake();
});
sleepWhileHidden(document, stream);
window.addEventListener("online", stream.wake);

const drafts = createDrafts();
const app = {
  access,
  address,
  announcements,
  api,
  clock,
  drafts,
  highlights,
  resources,
  stream,
  theme: createTheme(window),
};
render(
  <AppContext.Provider value={app}>
    <CrashGuard>
      <Frame />
    </CrashGuard>
  </AppContext.Provider>,
  document.querySelector("#page")!,
);
