/** A plan in words, for the terminal, the page and a pull request. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headline, linesOf, lossReason } from "../../src/domain/plan-figures.ts";
import { planMarkdown, refusalMarkdown } from "../../src/domain/plan-markdown.ts";
import type { PlanAnswer } from "../../src/http/schemas/plan.ts";
import { aKeyResultPlan, aPlan, fullPlan as full, gain, type KeyResultPlan } from "./plan-samples.ts";

describe("headline", () => {
  it.each([
    [aPlan({ keyResults: [aKeyResultPlan()] }), "1 key result changes (compared with configuration revision 7)."],
    [
      aPlan({ revision: 0, orphanedLinks: [full.orphanedLinks[0]!, full.orphanedLinks[0]!] }),
      "2 links are orphaned (nothing is in force yet).",
    ],
  ])("%#", (plan, text) => {
    expect(headline(plan)).toBe(text);
  });
});

describe("linesOf", () => {
  it.each([
    [{ before: null }, ["new", "60 % (3)", "level"]],
    [{ after: null }, ["40 % (2)", "gone", "level"]],
    [{ before: null, after: { progress: null, value: null } }, ["new", "–", "level"]],
    [{ after: { progress: null, value: null } }, ["40 % (2)", "–", "down"]],
    [{ before: { progress: 0.5, value: 0.5 }, after: { progress: 0.5, value: 0.5 } }, ["50 %", "50 %", "level"]],
    [{ before: { progress: 0.5, value: 0.5 }, after: { progress: 0.501, value: 0.501 } }, ["0.5", "0.501", "up"]],
    [
      { before: { progress: 1, value: 7.00001 }, after: { progress: 1, value: 7.00002 } },
      ["1 (7.00001)", "1 (7.00002)", "level"],
    ],
    [
      { before: { progress: 0.501, value: null }, after: { progress: 0.502, value: null } },
      ["0.501 (–)", "0.502 (–)", "up"],
    ],
    [
      { before: { progress: null, value: 7.00001 }, after: { progress: null, value: 7.00002 } },
      ["– (7.00001)", "– (7.00002)", "level"],
    ],
  ] as [Partial<KeyResultPlan>, string[]][])("of a key result with %j", (changes, [before, after, direction]) => {
    const [line] = linesOf(aPlan({ keyResults: [aKeyResultPlan(changes)] }));
    expect(line).toMatchObject({ before, after, direction });
  });

  it.each([
    [{ change: "added", before: null, after: 0.2 }, ["new", "20 %", "level"]],
    [{ change: "removed", before: 0.2, after: null }, ["20 %", "gone", "level"]],
    [{ change: "moved", before: null, after: 0.2 }, ["–", "20 %", "up"]],
    [{ change: "moved", before: 0.2, after: 0.2000001 }, ["0.2", "0.2000001", "up"]],
  ] as [PlanAnswer["objectives"][number], string[]][])("of an objective with %j", (changes, wanted) => {
    const [line] = linesOf(aPlan({ objectives: [{ ...changes, id: "o", closed: true }] }));
    const [before, after, direction] = wanted;
    expect(line).toMatchObject({ before, after, direction, notes: ["the period is closed: the numbers stay"] });
  });
});

describe("lossReason", () => {
  it.each([
    [null, ""],
    ["grain", "still matched, but not by its grain"],
    ["canceled", "still matched, but canceled"],
  ] as const)("of %j", (reason, text) => {
    expect(lossReason(reason)).toBe(text);
  });
});

describe("planMarkdown", () => {
  it("is tables, with issues folded away", () => {
    const text = planMarkdown(full, 1);
    expect(text).toContain("| objective | <code>launch</code> | 50 % | 25 % |  |\n");
    expect(text).toContain("<details><summary><code>beta</code>: 1200 gained, 1 lost</summary>\n\n|");
    expect(text).toContain("| + | <code>SHOP-1</code> | <code>jira&#58;SHOP-1</code> | <code>epic</code> |  |\n");
    expect(text).toContain("and 1199 others\n\n</details>");
    expect(text).toContain("- link 4: <code>SHOP-9</code> → <code>gone</code>\n");
    expect(planMarkdown(full, 0)).not.toContain("SHOP-1");
    expect(planMarkdown(aPlan({ changed: false }), 5)).toBe(
      "### okr-sync plan\n\nNothing changes (compared with configuration revision 7).\n",
    );
    const lost = [{ ...gain("SHOP-3"), reason: null }];
    expect(planMarkdown(aPlan({ keyResults: [aKeyResultPlan({ lost, lostCount: 1 })] }), 5)).toContain(
      "<details><summary><code>beta</code>: 1 lost</summary>\n\n|",
    );
    expect(planMarkdown(aPlan({ keyResults: [aKeyResultPlan()] }), 5)).not.toContain("<details>");
    expect(refusalMarkdown(["a.yaml:1:1: no <b>"])).toContain(
      "- <code>a&#46;yaml&#58;1&#58;1&#58; no &#60;b&#62;</code>",
    );
  });

  it("ends before a comment is too long", () => {
    const gained = Array.from({ length: 900 }, (_, i) => gain(`SHOP-${i}`));
    const keyResults = Array.from({ length: 3 }, (_, i) => aKeyResultPlan({ id: `kr-${i}`, gained, gainedCount: 900 }));
    const text = planMarkdown(aPlan({ keyResults }), 1_000);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("There is more than a comment can hold");
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  });

  it("takes from outside nothing that Markdown, a table or a mention is made of", () => {
    const unit = fc.constantFrom(
      "|",
      "\\",
      "`",
      "@",
      "#",
      "<",
      ">",
      "*",
      "_",
      "[",
      "]",
      "!",
      "\n",
      "\r",
      "~",
      "a",
      "https://x.y",
      "&",
      ":",
      "\u202e",
    );
    const text = fc.string({ unit });
    fc.assert(
      fc.property(text, text, text, (key, rule, issue) => {
        const gained = [{ ref: key, key, rule }];
        const orphanedLinks = [{ id: "1", issue, keyResult: "kr", weight: 1 }];
        const markdown = planMarkdown(
          aPlan({ keyResults: [aKeyResultPlan({ gained, gainedCount: 1 })], orphanedLinks, warnings: [rule] }),
          5,
        );
        const own = markdown.replaceAll(/<\/?(code|details|summary)>|&#\d+;/g, "");
        expect(own).not.toMatch(/[`@\\<>*_[\]!~\r\u202e]|https:/);
        expect(own.match(/#/g)).toHaveLength(3);
        for (const line of own.split("\n").filter((each) => each.startsWith("|"))) {
          expect(line.match(/\|/g)).toHaveLength(6);
        }
        expect(own.split("\n").filter((each) => each.startsWith("|"))).toHaveLength(6);
      }),
    );
  });
});
