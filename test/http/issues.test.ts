import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FoundIssues } from "../../src/http/schemas/issues.ts";
import { namesOf } from "../../src/domain/issue-name.ts";
import type { Issue } from "../../src/domain/issue.ts";
import { saveIfNewer } from "../../src/store/issues.ts";
import { partings, wordsOf } from "../../src/store/views/title-words.ts";
import { aState, anIssue } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { openTestService, type TestService } from "./test-service.ts";

const browse = (key: string) => ({ key, url: `https://acme.atlassian.net/browse/${key}` });
const linear = { kind: "project", level: 1, type: "Project" } as const;

const issues: Issue[] = [
  anIssue("jira:1", { ...browse("SHOP-1"), title: "Pay by card", previousKeys: ["OLD-9"] }),
  anIssue("jira:2", {
    ...browse("SHOP-12"),
    title: "Checkout: rebuild",
    level: 1,
    type: "Epic",
    statusCategory: "started",
  }),
  anIssue("jira:3", { ...browse("SHOP-13"), title: "Speed up check-out", updatedAt: "2026-11-02T00:00:00.000Z" }),
  anIssue("jira:4", { ...browse("SHOP-14"), title: "Rebuild the checkout page, “fast”" }),
  anIssue("jira:5", { ...browse("SHOP-15"), title: "Checkout of the removed", removed: true }),
  anIssue("jira:6", { ...browse("100%_A-1"), title: "Überweisung: O'Neill \\ 50% <b>off</b>" }),
  anIssue("linear:p", { ...linear, key: "f00d", slug: "f00d", title: "Checkout in Japan 支払い機能" }),
  anIssue("linear:i", { kind: "initiative", level: 2, type: "Initiative", key: "beef", slug: "beef", title: "Grow" }),
  anIssue("jira:7", { ...browse("LONG-1"), title: "x".repeat(5_000) }),
  anIssue("jira:8", { ...browse("EMPTY-1"), title: "" }),
];

eachPairing((pairing) => {
  let service: TestService;
  beforeAll(async () => {
    service = await openTestService({ pairing });
    const { db } = service.database;
    const at = new Date("2026-11-02T00:00:00.000Z");
    await saveIfNewer(
      db,
      issues.map((issue) => aState(issue, { updatedAt: issue.updatedAt })),
      at,
    );
    const names = issues.flatMap((issue) => namesOf(issue).map((name) => ({ name, ref: issue.ref })));
    await db.insertInto("okr_sync.issue_names").values(names).execute();
  });
  afterAll(() => service.close());

  async function find(query: string, limit?: number) {
    const url = `/api/v1/issues?query=${encodeURIComponent(query)}${limit === undefined ? "" : `&limit=${limit}`}`;
    const response = await service.app.inject({ method: "GET", url });
    return { status: response.statusCode, body: response.json() };
  }

  async function keysOf(query: string, limit?: number): Promise<string[]> {
    return (await find(query, limit)).body.items.map(({ key }: { key: string }) => key);
  }

  describe("GET /api/v1/issues", () => {
    it("shows what the link dialog needs", async () => {
      const { status, body } = await find("SHOP-12");
      expect(status).toBe(200);
      expect(FoundIssues.parse(body)).toEqual(body);
      expect(body.items).toEqual([
        {
          ref: "jira:2",
          key: "SHOP-12",
          title: "Checkout: rebuild",
          url: "https://acme.atlassian.net/browse/SHOP-12",
          source: "jira",
          kind: "issue",
          type: "Epic",
          level: 1,
          status: "To Do",
          statusCategory: "started",
        },
      ]);
    });

    it.each([
      ["a key, then keys that begin so, epics first", "shop-1", ["SHOP-1", "SHOP-12", "SHOP-13", "SHOP-14"]],
      ["the beginning of a key", "SHO", ["SHOP-12", "SHOP-1", "SHOP-13", "SHOP-14"]],
      ["a key that it had before", "old-9", ["SHOP-1"]],
      ["a ref", "jira:4", ["SHOP-14"]],
      ["an address", "https://acme.atlassian.net/browse/SHOP-14?focusedId=1", ["SHOP-14"]],
      ["a slug", "f00d", ["f00d"]],
      ["a word, containers first", "checkout", ["SHOP-12", "f00d", "SHOP-14"]],
      ["words in any order, the last unfinished", "CHECKOUT reb", ["SHOP-12", "SHOP-14"]],
      ["parts of a word with a hyphen", "out check", ["SHOP-13"]],
      ["a word in curly quotes", "fast", ["SHOP-14"]],
      ["another case beyond ASCII", "überweisung", ["100%_A-1"]],
      ["an apostrophe", "O'Neill", ["100%_A-1"]],
      ["percent and underscore as they are", "100%_", ["100%_A-1"]],
      ["percent alone, which is in no key's beginning", "%", []],
      ["an underscore that is no wildcard", "SHOP_1", []],
      ["a backslash", "\\", []],
      ["markup", "<b>off", ["100%_A-1"]],
      ["the middle of a text without spaces", "機能", ["f00d"]],
      ["operators of a text search", "checkout & !rebuild | x:*", []],
      ["a quote and a cast", "'::tsquery", []],
      ["the beginning of a very long word", "xxxxx", ["LONG-1"]],
      ["nothing that there is", "nothing-like-this", []],
    ])("finds by %s", async (_what, query, keys) => {
      expect(await keysOf(query)).toEqual(keys);
    });

    it("gives no more than asked for", async () => {
      expect(await keysOf("SHO", 2)).toEqual(["SHOP-12", "SHOP-1"]);
    });

    it.each([
      "",
      "query=",
      "query=%20",
      "query=a&limit=0",
      "query=a&limit=101",
      "query=%00",
      `query=${"a".repeat(501)}`,
    ])("refuses ?%s", async (query) => {
      const response = await service.app.inject({ method: "GET", url: `/api/v1/issues?${query}` });
      expect({ status: response.statusCode, ...response.json() }).toMatchObject({
        status: 400,
        error: { code: "REQUEST_INVALID" },
      });
    });
  });

  it("titles are parted in the database as words of a query are", async () => {
    const texts = Array.from(partings, (parting, i) => `left${i}${parting}right${i}`);
    const { rows } = await service.database.pool.query<{ words: string[] }>(
      "select tsvector_to_array(okr_sync.title_words(text)) as words from unnest($1::text[]) with ordinality as given (text, n) order by n",
      [texts],
    );
    expect(rows.map(({ words }) => words.toSorted())).toEqual(texts.map((text) => wordsOf(text).toSorted()));
  });
}, databasePairings);
