import { describe, expect, it } from "vitest";
import type { IssueState } from "../../src/domain/issue.ts";
import { isNewer } from "../../src/domain/version.ts";
import { presentState } from "../../src/sources/state.ts";
import { anIssue, aState } from "../domain/samples.ts";

const [edited, shelved, fetchedAt, later] = [9, 10, 11, 12].map(
  (hour) => `2026-11-02T${String(hour).padStart(2, "0")}:00:00.000Z`,
);
const issue = anIssue("linear:1", { updatedAt: edited! });
const fetched = aState(issue, { eventAt: fetchedAt! });

describe("presentState", () => {
  it.each<[string, IssueState, boolean]>([
    ["wins over the trash", aState({ ...issue, updatedAt: shelved!, removed: true }), true],
    ["wins over the archive", aState({ ...issue, archived: true }, { updatedAt: shelved!, eventAt: shelved! }), true],
    ["loses against a removal after it", aState({ ...issue, updatedAt: later!, removed: true }), false],
    ["loses against an archiving after it", aState(issue, { updatedAt: later!, eventAt: later! }), false],
    ["loses, as a stale answer, against a newer content", aState({ ...issue, updatedAt: shelved! }), false],
  ])("%s", (_name, held, wins) => {
    const present = presentState(fetched, held);
    expect(isNewer(present.version, held.version)).toBe(wins);
    expect(present.issue).toBe(fetched.issue);
  });

  it("leaves alone what is new", () => {
    expect(presentState(fetched, undefined)).toBe(fetched);
    expect(presentState(fetched, aState(issue))).toBe(fetched);
  });
});
