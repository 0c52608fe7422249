import { describe, expect, it } from "vitest";
import type { IssueState } from "../../src/domain/issue.ts";
import type { Cause } from "../../src/store/schema.ts";
import { heardStates } from "../../workers/heard-states.ts";
import { anIssue, aState } from "../domain/samples.ts";

const day = (date: number) => `2026-11-${String(date).padStart(2, "0")}T00:00:00.000Z`;
const heardAt = day(20);

function state(digest: string, updated: number, event: number, changes = {}): IssueState {
  return aState(anIssue("jira:1", { updatedAt: day(updated), ...changes }), { eventAt: day(event), digest });
}

function kept(states: readonly IssueState[], stored?: IssueState, kind: Cause["kind"] = "delivery") {
  const incoming = states.map((each) => ({ state: each, cause: { kind, id: "1" } }));
  const heard = heardStates(
    incoming,
    () => stored,
    () => states[0],
    heardAt,
  );
  return heard.map((each) => [each.state.version.digest, each.happenedAt, each.heardAt]);
}

describe("heardStates", () => {
  it("keeps a new state with the time of its event", () => {
    expect(kept([state("a", 1, 2)])).toEqual([["a", day(2), heardAt]]);
  });

  it("keeps no confirmation of what is stored, unless it is a container's: memberships go by event time", () => {
    expect(kept([state("a", 1, 5)], state("a", 1, 2))).toEqual([]);
    const project = { kind: "project" };
    expect(kept([state("a", 1, 5, project)], state("a", 1, 2, project))).toHaveLength(1);
  });

  it("keeps content that comes back within one batch", () => {
    expect(kept([state("b", 1, 3), state("a", 1, 4)], state("a", 1, 2)).map(([digest]) => digest)).toEqual(["b", "a"]);
  });

  it("keeps what was confirmed when something older comes, since that would else look newer", () => {
    expect(kept([state("b", 1, 3)], state("a", 1, 5))).toEqual([
      ["b", day(3), heardAt],
      ["a", day(5), day(5)],
    ]);
  });

  it.each<[string, IssueState | undefined, number]>([
    ["nothing is known of the issue", undefined, 7],
    ["an older update is known", state("a", 6, 6), 7],
    ["other content of the same update is known, so that the change was silent", state("a", 7, 7), 12],
  ])("dates what only a reconcile tells where %s", (_what, stored, date) => {
    expect(kept([state("b", 7, 12)], stored, "reconcile")[0]).toEqual(["b", day(date), heardAt]);
  });
});
