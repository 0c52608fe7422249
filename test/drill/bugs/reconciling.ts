/** What is asked of the trackers, and what is made of their silence. */
import type { Bug } from "../bugs.ts";

const windowTests = ["test/workers/reconcile-window.test.ts"];

export const reconcilingBugs: readonly Bug[] = [
  {
    name: "watermark-without-overlap",
    harm: "What the tracker's search index shows a minute late is missed until the weekly full reconcile.",
    edits: [
      {
        file: "workers/reconcile.ts",
        old: "since: new Date(watermark.getTime() - overlapMs) };",
        new: "since: new Date(watermark.getTime()) };",
      },
    ],
    tests: windowTests,
  },
  {
    name: "watermark-at-the-end",
    harm: "What changes while a long reconcile runs is missed by it and by the next.",
    edits: [
      {
        file: "src/store/reconciles.ts",
        old: `select started_at from okr_sync.reconciles
     where source = \${source} and phase = 'done' order by started_at desc limit 1`,
        new: `select finished_at as started_at from okr_sync.reconciles
     where source = \${source} and phase = 'done' order by started_at desc limit 1`,
      },
    ],
    tests: windowTests,
  },
  {
    name: "changed-ignores-since",
    harm: "Every quarter of an hour all issues are fetched, until the tracker's rate limit refuses everything.",
    edits: [
      {
        file: "workers/reconcile.ts",
        old: "since: run.since?.toISOString() ?? null, cursor }",
        new: "since: null, cursor }",
      },
    ],
    tests: windowTests,
  },
  {
    name: "deletions-on-an-empty-answer",
    harm: "A token that loses its rights empties every key result overnight.",
    edits: [
      { file: "workers/reconcile.ts", old: "await refuseSuspicious(deps, run, fetched.missing.length);", new: "" },
    ],
    tests: windowTests,
  },
  {
    name: "deletions-without-asking",
    harm: "What a search leaves out, for reasons of its own, is deleted.",
    edits: [
      {
        file: "workers/reconcile.ts",
        old: "const fetched = await tracker.fetchIssues(refs);",
        new: "const fetched = { states: [], missing: refs };",
      },
    ],
    tests: windowTests,
  },
  {
    name: "tokens-without-rights-accepted",
    harm: "A revoked token looks like a tracker without issues.",
    edits: [{ file: "workers/reconcile.ts", old: "await tracker.checkAccess();", new: "" }],
    tests: windowTests,
  },
];
