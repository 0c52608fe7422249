/** The canonical state of a store. */
import { type Config, keyResultsOf } from "../../src/config/config.ts";
import { listContributionsOfKeyResults } from "../../src/store/contributions.ts";
import type { Queryable } from "../../src/store/database.ts";
import { findIssues, listRefsAfter } from "../../src/store/issues.ts";
import { findProgress } from "../../src/store/progress.ts";
import { canonicalText } from "../simulator/oracle.ts";

export async function storedText(db: Queryable, config: Config): Promise<string> {
  const ids = keyResultsOf(config).map(({ id }) => id);
  const states = await findIssues(db, await listRefsAfter(db, null, 100_000));
  const subjects = [
    ...ids.map((id) => ({ subject: "key_result" as const, id })),
    ...config.objectives.map(({ id }) => ({ subject: "objective" as const, id })),
  ];
  const progress = [...(await findProgress(db, subjects)).values()];
  const keyResults = progress.filter(({ subject }) => subject === "key_result");
  const objectives = progress.filter(({ subject }) => subject === "objective");
  return canonicalText({
    states,
    ledger: await listContributionsOfKeyResults(db, ids),
    keyResults: new Map(
      keyResults.map(({ id, value, progress: share, rawProgress, counts, inScope, credited }) => {
        return [id, { value, progress: share, rawProgress, counts: counts!, inScope: inScope!, credited: credited! }];
      }),
    ),
    objectives: new Map(objectives.map(({ id, progress: share }) => [id, share])),
  });
}
