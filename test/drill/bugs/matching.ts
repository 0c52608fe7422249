/** States → the newest of them → the ledger. */
import type { Bug } from "../bugs.ts";

const savingTests = ["test/workers/save-states.test.ts"];

export const matchingBugs: readonly Bug[] = [
  {
    name: "newest-wins-not-in-the-store",
    harm: "A worker that read before another one wrote puts an older state over a newer one.",
    edits: [
      {
        file: "src/store/issues.ts",
        old: "where (excluded.updated_at, excluded.event_at, excluded.digest) >= (stored.updated_at, stored.event_at, stored.digest)",
        new: "where (excluded.updated_at, excluded.event_at) >= (stored.updated_at, stored.event_at)",
      },
    ],
    tests: ["test/store/issues.test.ts"],
  },
  {
    name: "no-tombstone",
    harm: "An update that comes after the deletion brings the deleted issue back.",
    edits: [
      {
        file: "workers/save-states.ts",
        old: "const previous = new Map(stored.map((each) =>",
        new: "const previous = new Map(stored.filter(({ issue }) => !issue.removed).map((each) =>",
      },
      {
        file: "src/store/issues.ts",
        old: "where (excluded.updated_at, excluded.event_at, excluded.digest) >=",
        new: "where stored.removed or (excluded.updated_at, excluded.event_at, excluded.digest) >=",
      },
    ],
    tests: savingTests,
  },
  {
    name: "absent-field-kept",
    harm: "An estimate or assignee that is taken away stays: an absent key of Linear's means that there is none.",
    edits: [
      {
        file: "src/store/issues.ts",
        old: "completed_at = excluded.completed_at, snapshot = excluded.snapshot,",
        new: "completed_at = excluded.completed_at, snapshot = stored.snapshot || jsonb_strip_nulls(excluded.snapshot),",
      },
    ],
    tests: savingTests,
  },
  {
    name: "previous-keys-forgotten",
    harm: "A link to an issue breaks when the issue moves to another project and is edited there.",
    edits: [
      {
        file: "workers/save-states.ts",
        old: "previousKeys: [...former].sort() }",
        new: "previousKeys: newer.issue.previousKeys }",
      },
    ],
    tests: savingTests,
  },
  {
    name: "subtree-not-rematched",
    harm: "Labelling an epic counts none of the stories that it has already.",
    edits: [
      {
        file: "workers/match-issues.ts",
        old: "await addChildren(trx, frontier, done, childrenOf, batch);",
        new: "",
      },
    ],
    tests: savingTests,
  },
  {
    name: "large-subtree-cut-off",
    harm: "Of an initiative's thousands of issues only the first 500 are counted.",
    edits: [
      {
        file: "workers/match-issues.ts",
        old: "await markLeftover(deps, trx, frontier);",
        new: "",
      },
    ],
    tests: savingTests,
  },
  {
    name: "first-parent-kept",
    harm: "A story that is moved to another epic goes on counting for the old epic, and never for the new.",
    edits: [
      {
        file: "src/store/edges.ts",
        old: "await sql`delete from okr_sync.edges where owner_ref = any(${refs}::text[])`.execute(db);",
        new: "",
      },
      {
        file: "src/store/edges.ts",
        old: "as stated (owner, child, kind, parent)",
        new: "as stated (owner, child, kind, parent) where not exists (select from okr_sync.edges known where known.owner_ref = stated.owner)",
      },
    ],
    tests: savingTests,
  },
  {
    name: "late-epic-without-its-children",
    harm: "On Data Center, where stories name their epic by key, stories that came before their epic never count for it.",
    edits: [
      {
        file: "workers/match-issues.ts",
        old: "childrenOf.push({ ref, names: [issue.key, ...issue.previousKeys].map((name) => name.toLowerCase()) });",
        new: "childrenOf.push({ ref, names: [] });",
      },
    ],
    tests: savingTests,
  },
  {
    name: "former-members-not-rematched",
    harm: "A project that is taken out of an initiative goes on counting for it.",
    edits: [
      {
        file: "workers/save-states.ts",
        old: "const named = [issue.contains, previousOf(issue.ref)?.contains ?? null];",
        new: "const named = [issue.contains];",
      },
    ],
    tests: savingTests,
  },
  {
    name: "matching-lock-not-taken",
    harm: "A story that comes in the moment in which its epic is labelled is never counted.",
    edits: [{ file: "workers/save-states.ts", old: "await holdMatching(deps, trx, source);", new: "" }],
    tests: ["test/workers/at-once.test.ts"],
  },
  {
    name: "outdated-work-committed",
    harm: "With two processes, the one that is slow to hear of new rules goes on counting by the old ones.",
    edits: [
      {
        file: "workers/fence.ts",
        old: "if (newest === revision) return;",
        new: "if (newest >= revision) return;",
      },
    ],
    tests: ["test/workers/two-processes.test.ts", "test/workers/in-force.test.ts"],
  },
  {
    name: "config-changed-under-a-match",
    harm: "An issue that comes in the moment in which the rules change is never counted by the new ones.",
    edits: [{ file: "src/store/accept-config.ts", old: "await lockConfig(trx);", new: "" }],
    tests: ["test/workers/at-once.test.ts"],
  },
  {
    name: "alternative-not-filed",
    harm: "Of a rule with alternatives only those count that can be looked up; issues that fit another one are never counted.",
    edits: [
      {
        file: "src/domain/rule-needs.ts",
        old: "alternatives.some((needs) => needs.length === 0)",
        new: "alternatives.every((needs) => needs.length === 0)",
      },
      {
        file: "src/domain/rarest-need.ts",
        old: "traits.push(...rarest(alternative, crowds)!.traits)",
        new: "traits.push(...(rarest(alternative, crowds)?.traits ?? []))",
      },
    ],
    tests: ["test/domain/mapping.test.ts", "test/properties/rule-index.test.ts"],
  },
  {
    name: "containers-of-ancestors-not-looked-up",
    harm: "Sub-issues of a project's issues do not count for a rule about the project.",
    edits: [
      {
        file: "src/domain/subject-traits.ts",
        old: "for (const ancestor of ancestors) if (ancestor.kind === kind)",
        new: "for (const ancestor of ancestors) if (ancestor.kind === kind && ancestor.distance === 1)",
      },
    ],
    tests: ["test/properties/rule-index.test.ts"],
  },
  {
    name: "removed-issue-matches",
    harm: "What is deleted in the tracker goes on counting.",
    edits: [
      {
        file: "src/domain/match.ts",
        old: "if (subject.issue.removed) return matches;",
        new: "",
      },
    ],
    tests: ["test/domain/match.test.ts"],
  },
  {
    name: "no-roll-up-mark",
    harm: "The ledger changes and the numbers do not, until something else moves the same key result.",
    edits: [
      {
        file: "workers/match-issues.ts",
        old: "await requestRollUpsWithCauses(trx, touched, deps.clock());",
        new: "",
      },
    ],
    tests: savingTests,
  },
];
