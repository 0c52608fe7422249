import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causeText } from "../../src/cli/explain-cause.ts";
import { describeFailure } from "../../src/cli/explain-failure.ts";
import { textWidth } from "../../src/cli/text-width.ts";
import type { ExplainedKeyResult } from "../../src/http/schemas/explain.ts";

describe("describeFailure", () => {
  it.each([
    [{ key: "label", wanted: "beta", found: ["spike"] }, "label: wanted beta, found [spike]"],
    [{ key: "label", wanted: ["beta", "alpha"], found: [] }, "label: wanted one of [beta, alpha], found nothing"],
    [{ key: "status", wanted: { none: ["Done"] }, found: "Done" }, "status: wanted none of [Done], found Done"],
    [
      { key: "label", wanted: { all: ["a"], exists: true }, found: null },
      "label: wanted all of [a] and any value, found nothing",
    ],
    [{ key: "title", wanted: { matches: "^x" }, found: "y" }, "title: wanted a match of /^x/, found y"],
    [{ key: "sprint", wanted: { exists: false }, found: ["S1"] }, "sprint: wanted no value, found [S1]"],
    [{ key: "estimate", wanted: { gte: 3, lt: 8 }, found: 1 }, "estimate: wanted ≥ 3 and < 8, found 1"],
    [
      { key: "updatedAt", wanted: { gt: "-7d", lte: "-1d" }, found: null },
      "updatedAt: wanted > -7d and ≤ -1d, found nothing",
    ],
    [
      { key: "not", wanted: { label: "x" }, found: { label: "x", type: ["Bug"] } },
      "not: label x and type one of [Bug] holds",
    ],
    [{ key: "not", wanted: {}, found: { jql: { text: "type = Bug" } } }, "not: jql type = Bug holds"],
    [
      { key: "not", wanted: {}, found: { any: [{ type: "Bug" }, { key: "A-1" }] } },
      "not: any one of [type Bug, key A-1] holds",
    ],
    [
      { key: "any", wanted: [{}, {}], found: [{ key: "type", wanted: "Bug", found: "Story" }, null] },
      "any: none of 2 alternatives holds: (type: wanted Bug, found Story) (it says nothing)",
    ],
    [{ key: "jql", wanted: "project = SHOP", found: "BETA" }, "jql: wanted project = SHOP, found BETA"],
    [{ key: "removed", wanted: false, found: true }, "the issue is removed from its tracker"],
    [{ key: "when", wanted: "a condition" }, "the rule's condition says nothing"],
    [{ key: "field.x", wanted: { odd: 1 }, found: true }, "field.x: wanted odd 1, found true"],
  ])("%j", (failure, sentence) => {
    expect(describeFailure(failure)).toBe(sentence);
  });

  it("is one harmless line of bounded length, whatever is wanted and found", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.jsonValue(), fc.jsonValue(), (key, wanted, found) => {
        const sentence = describeFailure({ key, wanted, found });
        expect(sentence).not.toMatch(/\p{Cc}/u);
        expect(textWidth(sentence)).toBeLessThanOrEqual(400);
      }),
    );
  });
});

type Cause = ExplainedKeyResult["history"][number]["cause"];

describe("causeText", () => {
  const none = { id: null, key: null, title: null, checkIn: null };
  it.each([
    [{ kind: "delivery", id: "12", issue: "jira:1", key: "SHOP-1", title: "Pay" }, "SHOP-1 Pay (delivery 12)"],
    [{ kind: "delivery", id: "12", issue: "jira:1" }, "jira:1 (delivery 12)"],
    [{ kind: "config", id: "4" }, "configuration revision 4"],
    [{ kind: "link", id: "7" }, "link 7"],
    [{ kind: "check_in", id: "1" }, "a check-in"],
    [{ kind: "check_in", checkIn: { value: 5, author: "ann", note: "survey\u001b" } }, "check-in by ann: 5 (survey)"],
    [{ kind: "check_in", checkIn: { value: null, author: null, note: null } }, "check-in"],
    [{ kind: "date" }, "a new day, for rules with relative dates"],
    [{ kind: "reconcile" }, "a reconcile with the tracker"],
    [{ kind: "history" }, "rebuilt from the dates of issues"],
  ] as [Partial<Cause>, string][])("of %j", (cause, text) => {
    expect(causeText({ ...none, ...cause } as Cause)).toBe(text);
  });
});
