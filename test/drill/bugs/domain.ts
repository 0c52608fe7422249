/** What the numbers mean. */
import type { Bug } from "../bugs.ts";

export const domainBugs: readonly Bug[] = [
  {
    name: "equal-version-wins",
    harm: "Of two states of one version the later to arrive wins, so that the order of arrival shows in the numbers.",
    edits: [
      {
        file: "src/domain/version.ts",
        old: "return compareVersions(a, b) > 0;",
        new: "return compareVersions(a, b) >= 0;",
      },
    ],
    tests: ["test/domain/version.test.ts"],
  },
  {
    name: "plain-sums",
    harm: "Progress differs in its last digits with the order of the work: a key result at 0.9999999 is never done.",
    edits: [
      {
        file: "src/domain/measure.ts",
        old: "return exactSum(groups.map((group) => ({ count: group.count, value: valueOf(group) })));",
        new: "return groups.reduce((sum, group) => sum + group.count * valueOf(group), 0);",
      },
    ],
    tests: ["test/properties/ledger.test.ts"],
  },
  {
    name: "plain-mean-of-an-objective",
    harm: "An objective whose key results are all done stands at 0.9999999.",
    edits: [
      {
        file: "src/domain/rollup.ts",
        old: "return exactSum(parts.map(({ weight, progress }) => ({ count: 1, value: weight * (progress ?? 0) }))) / weights;",
        new: "return parts.reduce((sum, { weight, progress }) => sum + weight * (progress ?? 0), 0) / weights;",
      },
    ],
    tests: ["test/domain/rollup.test.ts"],
  },
  {
    name: "canceled-counts-as-completed",
    harm: "A key result is reached by giving its work up.",
    edits: [
      {
        file: "src/domain/credit.ts",
        old: `return category === "completed" || (category === "canceled" && canceled === "credit");`,
        new: `return category === "completed" || (category === "canceled" && canceled !== "exclude");`,
      },
    ],
    tests: ["test/domain/measure.test.ts", "test/domain/credit.test.ts"],
  },
  {
    name: "links-on-ancestors-ignored",
    harm: "Linking an epic to a key result counts none of its stories.",
    edits: [
      {
        file: "src/domain/match.ts",
        old: "for (const bearer of bearers) addLinks(",
        new: "for (const bearer of bearers.slice(0, 1)) addLinks(",
      },
    ],
    tests: ["test/domain/match.test.ts"],
  },
  {
    name: "lineage-without-what-is-above",
    harm: "Moving an epic to another initiative leaves the rows of its stories as they were.",
    edits: [
      {
        file: "src/domain/lineage.ts",
        old: "lineages.set(ref, JSON.stringify([bequestOf(issue), above]));",
        new: "lineages.set(ref, JSON.stringify([bequestOf(issue), above.length]));",
      },
    ],
    tests: ["test/domain/lineage.test.ts"],
  },
  {
    name: "removed-issues-match",
    harm: "Deleted work is counted until somebody notices.",
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
    name: "leaf-grain-decided-row-by-row",
    harm: "A story is counted beside its sub-tasks: the same work twice.",
    edits: [
      {
        file: "src/domain/grain.ts",
        old: `return looksDown(grain) || (measure.kind === "total" && measure.aggregate === "latest");`,
        new: `return grain === "container" || (measure.kind === "total" && measure.aggregate === "latest");`,
      },
    ],
    tests: ["test/workers/roll-up.test.ts"],
  },
  {
    name: "membership-without-its-time",
    harm: "A project that has left an initiative is back as soon as the initiative's older list comes.",
    edits: [
      {
        file: "src/domain/parents.ts",
        old: "const childDecides = childStates && child.version.eventAt >= container.version.eventAt;",
        new: "const childDecides = childStates;",
      },
    ],
    tests: ["test/domain/tree.test.ts"],
  },
];
