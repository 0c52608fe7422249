import { describe, expect, it } from "vitest";
import { countsAsCompleted, creditFrom, creditOf } from "../../src/domain/credit.ts";
import type { StatusCategory } from "../../src/domain/issue.ts";
import type { CanceledPolicy } from "../../src/domain/okr.ts";
import { anIssue } from "./samples.ts";

const written = { started: 0.25, "In Review": 0.75, Done: 0.9, constructor: 0.5 };

describe("creditFrom", () => {
  it("merges categories over the default and keeps status names in lower case", () => {
    expect(creditFrom({ Started: 0.25, "In Review": 0.75 })).toEqual({
      byCategory: { backlog: 0, unstarted: 0, started: 0.25, completed: 1, canceled: 0 },
      byStatus: { "in review": 0.75 },
    });
  });

  it("takes a status called __proto__ for a status", () => {
    const credit = creditFrom(Object.fromEntries([["__proto__", 0.5]]));
    expect(Object.hasOwn(credit.byStatus, "__proto__")).toBe(true);
  });
});

describe("creditOf", () => {
  it.each([
    ["completed", "Closed", "exclude", 1],
    ["completed", "Done", "exclude", 0.9],
    ["started", "In Progress", "exclude", 0.25],
    ["started", "IN REVIEW", "exclude", 0.75],
    ["unstarted", "toString", "exclude", 0],
    ["unstarted", "constructor", "exclude", 0.5],
    ["canceled", "Closed", "exclude", 0],
    ["canceled", "Done", "exclude", 0],
    ["canceled", "Done", "keep", 0],
    ["canceled", "Closed", "credit", 1],
    ["canceled", "Done", "credit", 0.9],
  ] as [StatusCategory, string, CanceledPolicy, number][])(
    "%s, %s, canceled %s: %d",
    (statusCategory, status, canceled, wanted) => {
      const issue = anIssue("jira:1", { statusCategory, status });
      expect(creditOf(issue, { credit: creditFrom(written), canceled })).toBe(wanted);
    },
  );
});

describe("countsAsCompleted", () => {
  it.each([
    ["completed", "exclude", true],
    ["canceled", "credit", true],
    ["canceled", "keep", false],
    ["started", "credit", false],
  ] as const)("%s, canceled %s: %s", (category, policy, wanted) => {
    expect(countsAsCompleted(category, policy)).toBe(wanted);
  });
});
