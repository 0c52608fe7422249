/** What the page does with each live event: shows it at once where that is known, asks anew for what follows from it. */
import type { Resources } from "../api/resources.ts";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { overviewPath } from "../overview/overview-key.ts";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { formatPercent } from "../format/percent.ts";
import type { Announcements } from "./announcements.ts";
import type { Highlights } from "./highlights.ts";
import type { LiveEvent } from "./live-event.ts";
import { patchKeyResult, patchOverview } from "./patch-overview.ts";

export interface UpdateDeps {
  resources: Resources;
  highlights: Highlights;
  announcements: Announcements;
  /** The overview that is shown, or was shown last. */
  overviewKey: () => string;
}

/** Takes an event into the page. */
export function applyLiveEvent(deps: UpdateDeps, event: LiveEvent): void {
  const { resources } = deps;
  if (event.kind === "progress" || event.kind === "health") {
    if (event.kind === "progress") noteChange(deps, event);
    resources.patch<OverviewAnswer>(deps.overviewKey(), (overview) => patchOverview(overview, event));
    resources.patch<KeyResultAnswer>(keyResultPath(event.id), (keyResult) => patchKeyResult(keyResult, event));
  }
  resources.outdate((key) => concerns(event, key));
}

export function keyResultPath(id: string): string {
  return `/api/v1/key-results/${encodeURIComponent(id)}`;
}

/** Whether what an address answers may have changed with an event. */
export function concerns(event: LiveEvent, key: string): boolean {
  if (event.kind === "config") return true;
  if (key.startsWith(overviewPath) || key.startsWith("/api/v1/objectives")) return true;
  if (event.kind === "source") return key.startsWith("/api/v1/status");
  const own = keyResultPath(event.id);
  if (key === own) return true;
  const beneath = [`${own}/`, `/api/v1/links?keyResult=${encodeURIComponent(event.id)}`, "/api/v1/issues/"];
  return event.kind === "progress" && beneath.some((prefix) => key.startsWith(prefix));
}

function noteChange(deps: UpdateDeps, event: Extract<LiveEvent, { kind: "progress" }>) {
  const { id, subject, progress, previousProgress } = event;
  if (progress === previousProgress) return;
  deps.highlights.add(id, previousProgress, progress);
  if (subject === "objective") return;
  const title = titleOf(deps, id);
  if (title !== null) {
    deps.announcements.tell(`${title}: ${formatPercent(progress)}, was ${formatPercent(previousProgress)}.`);
  }
}

function titleOf({ resources, overviewKey }: UpdateDeps, id: string): string | null {
  const shown = resources.peek(keyResultPath(id)) as KeyResultAnswer | null;
  if (shown !== null) return shown.title;
  const overview = resources.peek(overviewKey()) as OverviewAnswer | null;
  const found = overview?.objectives.flatMap(({ keyResults }) => keyResults).find((each) => each.id === id);
  return found?.title ?? null;
}
