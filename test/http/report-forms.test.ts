/** Whatever outsiders call their issues, a report shows it as text: in Markdown, HTML and CSV. */
import { describe, expect, it } from "vitest";
import { reportCsv } from "../../src/http/report/report-csv.ts";
import { reportFileName } from "../../src/http/report/report-formats.ts";
import { reportHtml } from "../../src/http/report/report-html.ts";
import { reportMarkdown } from "../../src/http/report/report-markdown.ts";
import type { ReportAnswer, ReportKeyResult } from "../../src/http/schemas/report.ts";
import { hostileTitles } from "./hostile-titles.ts";

/** A report in which everything that an outsider can name is named so. */
function reportOf(title: string, url: string | null = "https://acme.atlassian.net/browse/SHOP-1"): ReportAnswer {
  const issue = { ref: "jira:1", key: title, title, url };
  const point = { at: "2026-08-16T00:00:00.000Z", value: 0.5, progress: 0.5, expected: 0.5, inScope: 4, completed: 2 };
  const history = { start: null, halfTime: point, end: point, trend: [null, 0, 0.25, 0.5] };
  const paced = { pace: "linear" as const, startsOn: "2026-07-01", due: "2026-09-30" };
  const keyResult: ReportKeyResult = {
    id: "shipped",
    title,
    description: title,
    owner: title,
    weight: 1,
    guardrail: false,
    measure: { kind: "total", by: "count", target: -4.5 },
    unit: title,
    start: 0,
    target: -4.5,
    value: -2.25,
    progress: 0.996,
    grade: { score: 0.996, met: false },
    ...paced,
    history,
    lateScope: { size: 3, issues: [{ ...issue, size: 3 }], more: 2 },
    forecast: { p50: "2026-09-01", p85: null, outcome: "open" },
    finishedOn: null,
    checkIns: [
      { at: point.at, author: title, value: null, confidence: null, health: null, note: title },
      { at: point.at, author: null, value: -3, confidence: 0.7, health: "at_risk", note: null },
    ],
  };
  return {
    period: { id: "2026-Q3", start: "2026-07-01", due: "2026-09-30" },
    state: "closed",
    at: "2026-09-30T23:59:59.999Z",
    halfTimeAt: point.at,
    closedAt: "2026-10-02T00:00:00.000Z",
    revision: 1,
    summary: { objectives: 1, met: 0, missed: 1, ungraded: 0, meanProgress: 0.5 },
    objectives: [
      {
        id: "ship",
        title,
        description: title,
        team: title,
        owner: title,
        kind: "committed",
        progress: null,
        grade: null,
        ...paced,
        history,
        keyResults: [keyResult],
      },
    ],
    steps: [
      {
        keyResultId: "shipped",
        objectiveId: "ship",
        title,
        at: point.at,
        from: null,
        to: 0.5,
        delta: 0.5,
        cause: { kind: "delivery", id: "1", issue },
      },
    ],
  };
}

/** Tags of a page, but for those of a report about nobody in particular. */
function tagsOf(page: string): string[] {
  return [...page.matchAll(/<[/!]?[a-z][^<>]*>/gi)].map(([tag]) => tag.replace(/ (?:href|aria-label)="[^"]*"/, ""));
}

describe("reportHtml", () => {
  const plain = tagsOf(reportHtml(reportOf("plain")));

  it.each(hostileTitles)("has no tag and no attribute of %j", (title) => {
    const page = reportHtml(reportOf(title));
    expect(tagsOf(page)).toEqual(plain);
    for (const hidden of ["\u202e", "\u2028", "\u2029", "\u001b", "\u0000"]) expect(page).not.toContain(hidden);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "not an address", ""])(
    "links nowhere for %j",
    (url) => {
      expect(reportHtml(reportOf("plain", url))).not.toContain("href");
    },
  );

  it("escapes within the address of a link", () => {
    const page = reportHtml(reportOf("plain", 'https://acme.example/a"b<c>&d'));
    expect(page).toContain('href="https://acme.example/a%22b%3Cc%3E&amp;d"');
  });

  it("loads nothing, runs nothing, and says so itself", () => {
    const page = reportHtml(reportOf("plain"));
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src`);
    expect(page).not.toMatch(
      /<(?:script|img|link|iframe|object|embed|form|base)\b|\bstyle=|\bon\w+=|\bsrc=|url\(|@import/i,
    );
  });

  it("shows what it is about", () => {
    const page = reportHtml(reportOf("Faster & safer"));
    expect(page).toContain("Faster &amp; safer");
    // 99.6 % is not 100 %.
    expect(page).toContain("99 % (-2.25 Faster &amp; safer, target -4.5 Faster &amp; safer)");
    expect(page).toContain("missed, 0.99");
    expect(page).toContain("2026-08-16: -3 Faster &amp; safer, 70 % confident, at risk</li>");
    expect(page).toContain('<path d="M33.33 20H66.67V15H100V10"/>');
    expect(page).toContain("half of the runs by 2026-09-01, 85 % not within a year: not finished");
    expect(page).toContain("and 2 more");
  });
});

describe("reportMarkdown", () => {
  /** What is left of a text when escaped characters are taken out: only this can be markup. */
  const bareOf = (text: string) => text.replaceAll(/\\[!-/:-@[-`{-~]/g, "");
  const plain = bareOf(reportMarkdown(reportOf("plain")));
  const markupOf = (text: string) => text.replaceAll(/[^\n#|*_`<>[\]~&]/g, "");

  it.each(hostileTitles)("has no markup of %j", (title) => {
    const text = reportMarkdown(reportOf(title));
    expect(markupOf(bareOf(text))).toBe(markupOf(plain));
    expect(text.split("\n")).toHaveLength(reportMarkdown(reportOf("plain")).split("\n").length);
  });

  it.each(hostileTitles)("calls nobody and links nowhere for %j", (title) => {
    const text = reportMarkdown(reportOf(title, null));
    expect(text).not.toMatch(/@\w|#\d|!\d|:\/\/|\bwww\.\w/);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "not an address"])("has no link for %j", (url) => {
    expect(reportMarkdown(reportOf("plain", url))).not.toContain("](");
  });

  it("keeps an address within its brackets", () => {
    expect(reportMarkdown(reportOf("plain", "https://acme.example/a>b|c)d e"))).toContain(
      "[plain](<https://acme.example/a%3Eb%7Cc)d%20e>)",
    );
  });
});

describe("reportCsv", () => {
  /** Cells of a text in RFC 4180; fails on what is not. */
  function parseCsv(text: string): string[][] {
    const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
    const rows: string[][] = [[]];
    while (cell.lastIndex < text.length) {
      const found = cell.exec(text);
      if (found === null) throw new Error(`not CSV at ${text.slice(0, 20)}`);
      rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
      if (found[3] === "\r\n" && cell.lastIndex < text.length) rows.push([]);
    }
    return rows;
  }

  it.each(hostileTitles)("has no formula and no cell of its own of %j", (title) => {
    const [titles, row, ...more] = parseCsv(reportCsv(reportOf(title), { bom: false }));
    expect(more).toEqual([]);
    expect(row).toHaveLength(titles!.length);
    const cells = row!.filter((each) => !/^-?\d+(?:\.\d+)?$/.test(each));
    expect(cells.filter((each) => /^[=+\-@\t\r\n＝＋－＠]/u.test(each))).toEqual([]);
    const own = row![titles!.indexOf("key_result")]!;
    expect([title, `'${title}`]).toContain(own);
  });

  it("leaves numbers numbers", () => {
    const [titles, row] = parseCsv(reportCsv(reportOf("plain"), { bom: false }));
    const cellOf = (name: string) => row![titles!.indexOf(name)];
    expect([cellOf("value"), cellOf("target"), cellOf("progress"), cellOf("objective_progress")]).toEqual([
      "-2.25",
      "-4.5",
      "0.996",
      "",
    ]);
    expect(reportCsv(reportOf("plain"), { bom: false })).toContain(",-2.25,");
  });

  it("has a row for an objective without key results", () => {
    const report = reportOf("plain");
    report.objectives[0]!.keyResults = [];
    const [, row] = parseCsv(reportCsv(report, { bom: false }));
    expect(row!.slice(0, 4)).toEqual(["2026-Q3", "closed", "ship", "plain"]);
  });
});

describe("a key result that no issue drives", () => {
  it("has no line about scope or forecast, and without data says so", () => {
    const report = reportOf("plain");
    const [objective] = report.objectives;
    const none = { start: null, halfTime: null, end: null, trend: [null, null] };
    objective!.keyResults[0] = { ...objective!.keyResults[0]!, history: none, value: null, progress: null };
    for (const text of [reportMarkdown(report), reportHtml(report)]) {
      expect(text).not.toMatch(/Scope added late|Forecast at half-time/);
      expect(text).toMatch(/History(?:: |<\/dt><dd>)no data/);
    }
  });
});

describe("reportFileName", () => {
  it("is one that every system takes", () => {
    expect(reportFileName('a"b/..\\c\n', "md")).toBe("review-a-b-..-c-.md");
  });
});
