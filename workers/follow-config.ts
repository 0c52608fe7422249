/** Keeps a running process by the configuration: its folder, where it has one, and what other processes accept. */
import { hintAtChanges } from "../src/config/folder/hint.ts";
import { referencedFiles } from "../src/config/folder/print.ts";
import { createFolderWatch } from "../src/config/folder/watch.ts";
import type { Deps } from "../src/deps.ts";
import { isCodedError } from "../src/errors.ts";
import { configChannel } from "../src/store/notify-changes.ts";
import { lookAgain } from "./look-again.ts";
import type { Reload } from "./reload.ts";

/** Announcements come at once; this is for those that are lost. */
const revisionEveryMs = 2_000;
/** Looking at a handful of files costs next to nothing. */
const folderEveryMs = 1_000;
const movingEveryMs = 200;

export interface Following {
  stop(): Promise<void>;
}

/** Goes over to each newest revision as it comes; `each` is done after every look. */
export async function followRevisions(deps: Deps, each: () => Promise<void>): Promise<Following> {
  const looking = lookAgain({
    async look() {
      await deps.adoptNewest().catch(unlessOutdated);
      await each();
      return revisionEveryMs;
    },
    pauseMs: revisionEveryMs,
    onFailure: (err) =>
      deps.log.debug({ err }, "could not ask for the newest configuration; the next look tries again"),
  });
  const listening = await deps.database.listen(configChannel, looking.hint).catch((err: unknown) => {
    deps.log.warn({ err }, "new configurations are not announced; they are asked for instead");
    return null;
  });
  return {
    async stop() {
      await listening?.close();
      await looking.stop();
    },
  };
}

/** Said already, by who could not go over to it. */
function unlessOutdated(error: unknown): void {
  if (!isCodedError(error) || error.code !== "CONFIG_OUTDATED") throw error;
}

/** Hands each settled state of the folder to `reload`. */
export function followFolder(deps: Deps, dir: string, reload: Reload): Following {
  const watch = createFolderWatch({
    dir,
    referenced: () => referencedFiles(deps.current().config.files),
    load: (folder) => deps.parser.load(folder),
    onSettled: (result) => reload.heard(result),
    nowMs: () => deps.clock().getTime(),
  });
  const looking = lookAgain({
    look: async () => ((await watch.look()) === "moving" ? movingEveryMs : folderEveryMs),
    pauseMs: folderEveryMs,
    onFailure: (err) => deps.log.warn({ err }, "a changed configuration could not be accepted yet; it is tried again"),
  });
  const stopHints = hintAtChanges(dir, looking.hint);
  return {
    async stop() {
      stopHints();
      await looking.stop();
    },
  };
}
