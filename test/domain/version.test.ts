import { describe, expect, it } from "vitest";
import { isNewer, newestStates, stateText } from "../../src/domain/version.ts";
import { aState, anIssue } from "./samples.ts";

const base = { updatedAt: "2026-11-01T00:00:00.000Z", eventAt: "2026-11-02T00:00:00.000Z", digest: "b" };

describe("isNewer", () => {
  it.each([
    ["the same version", {}, false],
    ["a later update", { updatedAt: "2026-11-01T00:00:00.001Z", eventAt: "2020-01-01T00:00:00.000Z" }, true],
    [
      "an earlier update with a later event",
      { updatedAt: "2026-10-01T00:00:00.000Z", eventAt: "2027-01-01T00:00:00.000Z" },
      false,
    ],
    ["a later event of the same update", { eventAt: "2026-11-02T00:00:00.001Z", digest: "a" }, true],
    ["an earlier event of the same update", { eventAt: "2026-11-01T00:00:00.000Z", digest: "c" }, false],
    ["a greater digest at the same times", { digest: "c" }, true],
    ["a smaller digest at the same times", { digest: "a" }, false],
  ])("%s", (_name, changes, wanted) => {
    expect(isNewer({ ...base, ...changes }, base)).toBe(wanted);
  });
});

describe("newestStates", () => {
  it("keeps one state an issue, whatever comes first", () => {
    const older = aState(anIssue("jira:1", { title: "old" }), { digest: "a" });
    const newer = aState(anIssue("jira:1", { title: "new" }), { digest: "b" });
    expect(newestStates([older, newer, older]).get("jira:1")).toBe(newer);
    expect(newestStates([newer, older]).get("jira:1")).toBe(newer);
  });
});

describe("stateText", () => {
  it("is the same for every order of keys, at every level", () => {
    const issue = anIssue("jira:1", { fields: { b: 1, a: ["x", "y"] } });
    const shuffled = Object.fromEntries(Object.entries({ ...issue, fields: { a: ["x", "y"], b: 1 } }).reverse());
    expect(stateText(shuffled as unknown as typeof issue)).toBe(stateText(issue));
  });

  it("tells lists of another order apart", () => {
    const labelled = (labels: string[]) => stateText(anIssue("jira:1", { labels }));
    expect(labelled(["a", "b"])).not.toBe(labelled(["b", "a"]));
  });
});
