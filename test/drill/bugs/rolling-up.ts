/** Ledger → progress → whoever is told; and what rings again when a job is lost. */
import type { Bug } from "../bugs.ts";

const rollUpTests = ["test/workers/roll-up.test.ts"];
const sweepTests = ["test/workers/sweep.test.ts"];

export const rollingUpBugs: readonly Bug[] = [
  {
    name: "objective-not-recomputed",
    harm: "A parent objective stands still while its children move.",
    edits: [{ file: "workers/roll-up.ts", old: "if (own || fromChild) affected.add", new: "if (own) affected.add" }],
    tests: rollUpTests,
  },
  {
    name: "grain-settled-over-a-part",
    harm: "A story whose last sub-task is deleted is never counted again.",
    edits: [
      {
        file: "workers/roll-up.ts",
        old: "groupsOf(await settle(trx, keyResult, unsettled))",
        new: "groupsOf(await settle(trx, keyResult, unsettled.filter((row) => row.counted)))",
      },
    ],
    tests: rollUpTests,
  },
  {
    name: "history-tells-everything-twice",
    harm: "Every restart with another configuration adds an entry to every history, and publishes it.",
    edits: [
      {
        file: "workers/roll-up.ts",
        old: "if (before !== null && face(before) === face(after)) return;",
        new: "",
      },
      { file: "workers/roll-up.ts", old: "return told(before) !== told(after);", new: "return told(before) !== null;" },
    ],
    tests: rollUpTests,
  },
  {
    name: "ledger-read-before-the-mark",
    harm: "What changes while a key result is rolled up is left out of its progress for good.",
    edits: [
      {
        file: "workers/roll-up.ts",
        old: "const causes = await takeRollUps(trx, keyResultIds);",
        new: `const named = deps.current().config.objectives.flatMap((objective) => objective.keyResults)
      .filter(({ id }) => keyResultIds.includes(id));
    const early = await readLedgers(trx, deps.current(), named);
    const causes = await takeRollUps(trx, keyResultIds);`,
      },
      { file: "workers/roll-up.ts", old: "recompute(trx, deps, causes);", new: "recompute(trx, deps, causes, early);" },
      {
        file: "workers/roll-up.ts",
        old: "async function recompute(trx: Transaction<Schema>, deps: Deps, causes: ReadonlyMap<string, Cause>)",
        new: "async function recompute(trx: Transaction<Schema>, deps: Deps, causes: ReadonlyMap<string, Cause>, early: any)",
      },
      {
        file: "workers/roll-up.ts",
        old: "ledgers: await readLedgers(trx, current, marked(affected, causes, issueDriven)),",
        new: "ledgers: early,",
      },
    ],
    tests: ["test/workers/at-once.test.ts"],
  },
  {
    name: "check-in-ties-by-the-wrong-order",
    harm: "Of two check-ins of one instant the correction loses.",
    edits: [
      {
        file: "src/store/progress.ts",
        old: "order by key_result_id, at desc, id desc",
        new: "order by key_result_id, at desc, id",
      },
    ],
    tests: rollUpTests,
  },
  {
    name: "marked-published-before-sent",
    harm: "A change that could not be delivered is never delivered.",
    edits: [
      {
        file: "workers/publish.ts",
        old: "for (const publisher of publishers) await publisher.publish(changes);",
        new: "await markPublished(deps.database.db, changes.map(({ id }) => id), deps.clock());\n  for (const publisher of publishers) await publisher.publish(changes);",
      },
    ],
    tests: ["test/workers/publish.test.ts"],
  },
  {
    name: "sweep-rings-for-no-delivery",
    harm: "After FLUSHALL, acknowledged deliveries wait until somebody restarts something.",
    edits: [
      {
        file: "workers/sweep.ts",
        old: "for (let start = 0; start < deliveryIds.length; start += deliveriesPerJob) {",
        new: "for (let start = 0; start < 0; start += deliveriesPerJob) {",
      },
    ],
    tests: sweepTests,
  },
  {
    name: "sweep-rings-for-no-mark",
    harm: "After FLUSHALL, the ledger is right and the progress is not.",
    edits: [
      {
        file: "workers/sweep.ts",
        old: `if (keyResultIds.length > 0) await deps.queue.enqueue("roll-up", { keyResultIds });`,
        new: "",
      },
    ],
    tests: sweepTests,
  },
  {
    name: "sweep-rings-for-no-subtree",
    harm: "After FLUSHALL, the rest of a large subtree is never matched.",
    edits: [
      {
        file: "workers/sweep.ts",
        old: `if (roots.length > 0) await deps.queue.enqueue("rematch", { roots: roots.slice(0, 1) });`,
        new: "",
      },
    ],
    tests: sweepTests,
  },
  {
    name: "sweep-rings-for-no-change",
    harm: "After FLUSHALL, some changes are never published.",
    edits: [
      {
        file: "workers/sweep.ts",
        old: `if (changeIds.length > 0) await deps.queue.enqueue("publish", { changeIds });`,
        new: "",
      },
    ],
    tests: sweepTests,
  },
];
