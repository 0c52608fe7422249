/** The operating system's word that something in a folder has changed, where it gives it. */
import { type FSWatcher, watch } from "node:fs";

/**
 * Calls back at changes of files in the folder; answers how to stop. Network folders and swapped links tell nothing, so
 * whoever is called must also look now and then.
 */
export function hintAtChanges(dir: string, onHint: () => void): () => void {
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(dir, { persistent: false }, onHint);
    // The folder was taken away, or the system has no more to give: the looks go on.
    watcher.on("error", () => watcher?.close());
  } catch {
    watcher = null;
  }
  return () => watcher?.close();
}
