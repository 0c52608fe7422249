import { describe, expect, it } from "vitest";
import { createIssueSearch, type FoundIssue, pauseMs } from "../../src/web/links/issue-search.ts";
import { linkChoices, looksLikeName } from "../../src/web/links/link-choice.ts";

const found = (key: string, given: Partial<FoundIssue> = {}): FoundIssue => ({
  ref: `jira:${key}`,
  key,
  title: `Title of ${key}`,
  url: `https://acme.atlassian.net/browse/${key}`,
  source: "jira",
  kind: "issue",
  type: "Epic",
  level: 1,
  status: "To Do",
  statusCategory: "unstarted",
  ...given,
});

/** A search whose pauses end, and whose answers come, when the test says so. */
function openSearch() {
  const waiting: { ms: number; run: () => void }[] = [];
  const asked: { query: string; answer: (items: readonly FoundIssue[] | null) => Promise<void> }[] = [];
  const search = createIssueSearch({
    find(query) {
      const { promise, resolve } = Promise.withResolvers<readonly FoundIssue[] | null>();
      asked.push({
        query,
        async answer(items) {
          resolve(items);
          await promise;
        },
      });
      return promise;
    },
    later(ms, run) {
      const own = { ms, run };
      waiting.push(own);
      return () => void waiting.splice(waiting.indexOf(own), 1);
    },
  });
  const pause = () => waiting.splice(0).forEach(({ run }) => run());
  return { search, waiting, asked, pause };
}

describe("createIssueSearch", () => {
  it("asks once after the last letter, not after each", () => {
    const { search, waiting, asked, pause } = openSearch();
    for (const text of ["S", "SH", "SHO", "SHOP "]) search.ask(text);
    expect(waiting.map(({ ms }) => ms)).toEqual([pauseMs]);
    expect(asked).toEqual([]);
    pause();
    expect(asked.map(({ query }) => query)).toEqual(["SHOP"]);
    expect(search.state.value.step).toBe("searching");
  });

  it("shows the newest answer, also when an older one comes after it", async () => {
    const { search, asked, pause } = openSearch();
    search.ask("check");
    pause();
    search.ask("checkout");
    pause();
    await asked[1]!.answer([found("SHOP-2")]);
    await asked[0]!.answer([found("SHOP-1")]);
    expect(search.state.value).toEqual({ step: "found", items: [found("SHOP-2")] });
  });

  it("keeps what it shows until there is something newer, and nothing of an emptied field", async () => {
    const { search, asked, pause } = openSearch();
    search.ask("check");
    pause();
    await asked[0]!.answer([found("SHOP-1")]);
    search.ask("checkout");
    expect(search.state.value).toEqual({ step: "searching", items: [found("SHOP-1")] });
    search.ask("  ");
    pause();
    expect(search.state.value).toEqual({ step: "idle", items: [] });
    expect(asked).toHaveLength(1);
  });

  it("says when there is no answer, and drops what comes after it was stopped", async () => {
    const { search, asked, pause } = openSearch();
    search.ask("check");
    pause();
    await asked[0]!.answer(null);
    expect(search.state.value.step).toBe("failed");
    search.ask("checkout");
    pause();
    search.stop();
    await asked[1]!.answer([found("SHOP-1")]);
    expect(search.state.value.step).toBe("idle");
  });
});

describe("looksLikeName", () => {
  it.each([
    ["SHOP-12", true],
    [" ENG-7 ", true],
    ["jira:10021", true],
    ["https://linear.app/acme/project/launch-1f00d", true],
    ["launch-1f00d", true],
    ["checkout", false],
    ["3 improvements", false],
    ["12", false],
    ["", false],
    ["<img src=1>", false],
  ])("of %j is %s", (text, looks) => {
    expect(looksLikeName(text)).toBe(looks);
  });
});

describe("linkChoices", () => {
  const items = [found("SHOP-12"), found("SHOP-121", { url: null })];
  const names = (text: string, linked: string[] = []) =>
    linkChoices(text, items, new Set(linked)).map(({ name, isKnown }) => (isKnown ? name : `${name}?`));

  it.each([
    ["SHOP-1", ["SHOP-12", "SHOP-121", "SHOP-1?"]],
    ["shop-12 ", ["SHOP-12", "SHOP-121"]],
    ["jira:shop-121", ["SHOP-12", "SHOP-121"]],
    ["https://acme.atlassian.net/browse/SHOP-12?focus=1", ["SHOP-12", "SHOP-121"]],
    ["check", ["SHOP-12", "SHOP-121"]],
  ])("for %j are %j", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it("are told to the service by what only one issue has, and say what is linked already", () => {
    const [first, second] = linkChoices("SHOP", items, new Set(["jira:SHOP-121"]));
    expect(first).toMatchObject({ issue: "https://acme.atlassian.net/browse/SHOP-12", isLinked: false });
    expect(second).toMatchObject({
      issue: "jira:SHOP-121",
      isLinked: true,
      about: "linked already · Epic · To Do · jira",
    });
  });
});
