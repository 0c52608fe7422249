/** Notices that a configuration folder has changed, once whoever writes it is through. Keeps no time of its own. */
import type { ConfigResult } from "../parse.ts";
import { type FolderPrint, readFolderPrint } from "./print.ts";

export interface FolderWatchOptions {
  dir: string;
  /** Files outside the folder that the configuration refers to, as they are now. */
  referenced: () => readonly string[];
  load: (dir: string) => Promise<ConfigResult>;
  /** Hears of the first state and of each settled one after it; where it rejects, it hears of the same state again. */
  onSettled: (result: ConfigResult) => Promise<void>;
  nowMs: () => number;
}

export interface FolderWatch {
  /** One look. `moving`: something has changed and is not settled yet, so look again soon. */
  look(): Promise<"still" | "moving">;
}

/** Nothing has been written for so long: an editor's or a copy's several writes are one change. */
export const settleMs = 500;
/** The same where a file is shorter than it was, or gone, or where what stands there is wrong: it may be half written. */
export const patienceMs = 3_000;

export function createFolderWatch({ dir, referenced, load, onSettled, nowMs }: FolderWatchOptions): FolderWatch {
  let seen: { print: FolderPrint; sinceMs: number } | null = null;
  let settled: FolderPrint | null = null;

  async function look(): Promise<"still" | "moving"> {
    const print = await readFolderPrint(dir, referenced());
    if (print.text === settled?.text) {
      seen = null;
      return "still";
    }
    if (print.text !== seen?.print.text) {
      seen = { print, sinceMs: nowMs() };
      return "moving";
    }
    const quietMs = nowMs() - seen.sinceMs;
    if (quietMs < (isShorter(print) ? patienceMs : settleMs)) return "moving";
    const result = await load(dir);
    const isWhole = (await readFolderPrint(dir, referenced())).text === print.text;
    if (!isWhole || (!result.ok && quietMs < patienceMs)) return "moving";
    await onSettled(result);
    settled = print;
    return "still";
  }

  function isShorter(print: FolderPrint): boolean {
    return settled !== null && settled.sizes.some((size, index) => size > (print.sizes[index] ?? 0));
  }

  return { look };
}
