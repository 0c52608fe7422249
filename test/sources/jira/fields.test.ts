import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/domain/issue.ts";
import { sourceOf } from "../../../src/sources/index.ts";
import { jiraSettings } from "../settings.ts";
import { jiraUpdated } from "./payload.ts";

function issueFrom(values: Record<string, unknown>, aliases: Record<string, readonly string[]>): Issue {
  const settings = { ...jiraSettings, fields: aliases };
  const result = sourceOf("jira").normalise(settings, jiraUpdated(values), "2026-11-02T10:00:00.000Z");
  if (result.outcome !== "issues") throw new Error(JSON.stringify(result));
  return result.states[0]!.issue;
}

describe("the alias estimate", () => {
  it.each([
    [3, 3],
    [0.5, 0.5],
    ["5", 5],
    [" 2.5 ", 2.5],
    ["14.0", 14],
    [-1, -1],
    [1e308, 1e308],
    [Number.POSITIVE_INFINITY, null],
    ["1e999", null],
    ["0x10", null],
    ["five", null],
    ["", null],
    [null, null],
    [[], null],
    [{ value: 3 }, null],
    [true, null],
  ])("reads %j as %j", (value, estimate) => {
    expect(issueFrom({ points: value }, { estimate: ["points"] }).estimate).toBe(estimate);
  });

  it("takes the first filled field; 0 is filled", () => {
    const aliases = { estimate: ["a", "b"] };
    for (const empty of [null, "", []]) expect(issueFrom({ a: empty, b: 5 }, aliases).estimate).toBe(5);
    expect(issueFrom({ b: 5 }, aliases).estimate).toBe(5);
    expect(issueFrom({ a: 0, b: 5 }, aliases).estimate).toBe(0);
  });

  it("is never minus zero, which a database does not give back", () => {
    expect(Object.is(issueFrom({ a: -0 }, { estimate: ["a"] }).estimate, 0)).toBe(true);
  });
});

describe("any other alias", () => {
  const user = { displayName: "Maria", emailAddress: "maria@example.com", accountId: "5c", active: true };
  it.each([
    ["text", "platform-complete", "platform-complete"],
    ["number", 7, 7],
    ["yes/no", true, true],
    ["select", { self: "x", value: "platform-complete", id: "1" }, "platform-complete"],
    ["named", { name: "1.0", id: "1" }, "1.0"],
    ["cascading select", { value: "Europe", child: { value: "Berlin" } }, ["Europe", "Berlin"]],
    ["user", user, ["Maria", "maria@example.com", "5c"]],
    ["list of text", ["a", "b", "a"], ["a", "b"]],
    ["list of selects", [{ value: "a" }, { value: "b" }], ["a", "b"]],
    ["list of users", [user], ["Maria", "maria@example.com", "5c"]],
    ["instant", "2026-11-02T10:58:00.000+0100", "2026-11-02T09:58:00.000Z"],
    ["day", "2026-11-02", "2026-11-02"],
    ["nothing", null, null],
    ["empty text", "", null],
    ["document", { type: "doc", version: 1, content: [] }, null],
    ["list of lists", [[["x"]]], []],
    ["endless number", Number.POSITIVE_INFINITY, null],
  ])("reads a %s", (_case, value, expected) => {
    expect(issueFrom({ cf: value }, { alias: ["cf"] }).fields).toEqual({ alias: expected });
  });

  it("finds no field in the prototype", () => {
    expect(issueFrom({}, { alias: ["constructor", "toString"] }).fields).toEqual({ alias: null });
  });

  it("is stored under its name, whatever that is", () => {
    const aliases = JSON.parse('{"__proto__": ["cf"]}') as Record<string, string[]>;
    const { fields } = issueFrom({ cf: "x" }, aliases);
    expect(Object.entries(fields)).toEqual([["__proto__", "x"]]);
  });
});

describe("the aliases team and startedAt", () => {
  it.each([
    ["Checkout", ["Checkout"]],
    [{ id: "1f", name: "Checkout", title: "Old" }, ["Checkout"]],
    [{ id: "1f", title: "Checkout" }, ["Checkout"]],
    [{ value: "Checkout" }, ["Checkout"]],
    [{ id: "1f" }, ["1f"]],
    [
      [{ name: "A" }, "B"],
      ["A", "B"],
    ],
    [null, []],
  ])("reads the team %j", (value, team) => {
    expect(issueFrom({ cf: value }, { team: ["cf"] }).team).toEqual(team);
  });

  it("starts only where an alias says so", () => {
    const started = { cf: "2026-10-05T09:00:00.000+0000" };
    expect(issueFrom(started, { startedAt: ["cf"] }).startedAt).toBe("2026-10-05T09:00:00.000Z");
    expect(issueFrom(started, {}).startedAt).toBeNull();
  });
});

describe("sprints", () => {
  const java = (name: string) =>
    `com.atlassian.greenhopper.service.sprint.Sprint@519c6abe[id=1,state=ACTIVE,name=${name},goal=]`;
  it.each([
    [
      "objects",
      [
        { id: 1, name: "S 1", state: "closed" },
        { id: 2, name: "S 2", state: "active" },
      ],
      ["S 1", "S 2"],
    ],
    ["Java's texts", [java("S 1"), java("S 2, really")], ["S 1", "S 2, really"]],
    ["name last", ["x.Sprint@1[id=1,name=Last]"], ["Last"]],
  ])("finds %s without an alias", (_case, value, sprints) => {
    expect(issueFrom({ customfield_10020: value, customfield_1: ["a"] }, {}).sprints).toEqual(sprints);
  });

  it.each([
    ["texts", ["S 1"]],
    ["selects", [{ id: "1", value: "S 1" }]],
    ["users", [{ name: "maria", accountId: "1" }]],
    ["nothing", []],
  ])("does not take a list of %s for sprints", (_case, value) => {
    expect(issueFrom({ customfield_10020: value }, {}).sprints).toEqual([]);
  });

  it("believes the alias", () => {
    const values = { customfield_1: [{ name: "A", state: "active" }], customfield_2: [{ name: "B" }] };
    const issue = issueFrom(values, { sprint: ["customfield_2"] });
    expect(issue.sprints).toEqual(["B"]);
    expect(issue.fields).toEqual({ sprint: ["B"] });
  });
});
