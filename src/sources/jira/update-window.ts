/** How far back a search for changes looks, while its pages are being read. */
import type { FetchRequest } from "../source.ts";

/** The window is relative to the time of each page, so it moves while pages are read; this is how far it may move. */
const leastSlackMinutes = 60;

export interface UpdateWindow {
  /** When the first page was asked for, epoch milliseconds. */
  openedMs: number;
  minutes: number;
  slackMinutes: number;
}

/** Null: no window, all issues. `before` is a window that moved too far: the next may move twice as far. */
export function openWindow(request: FetchRequest, nowMs: number, before: UpdateWindow | null): UpdateWindow | null {
  const sinceMs = request.scope === "all" || request.since === null ? Number.NaN : Date.parse(request.since);
  if (Number.isNaN(sinceMs)) return null;
  const neededMinutes = Math.ceil(Math.max(nowMs - sinceMs, 0) / 60_000);
  const slackMinutes = Math.max(leastSlackMinutes, (before?.slackMinutes ?? 0) * 2);
  return { openedMs: nowMs, minutes: neededMinutes + slackMinutes, slackMinutes };
}

/** Whether issues that changed at the beginning of the window may have left it since the first page. */
export function hasMovedTooFar(window: UpdateWindow, nowMs: number): boolean {
  return nowMs - window.openedMs > window.slackMinutes * 60_000;
}
