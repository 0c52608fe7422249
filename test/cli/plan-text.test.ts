import { describe, expect, it } from "vitest";
import type { Cli } from "../../src/cli/cli.ts";
import { planText, refusalText } from "../../src/cli/plan-text.ts";
import { aKeyResultPlan, aPlan, fullPlan as full } from "../domain/plan-samples.ts";

const plain = { terminal: { isTty: false } } as Cli;
const coloured = { terminal: { isTty: true } } as Cli;

describe("planText", () => {
  it("shows numbers, issues with what counts them, links and warnings", () => {
    expect(planText(plain, full, 1)).toBe(
      [
        "CHANGES               BEFORE        AFTER",
        "objective   launch      50 %  →      25 %",
        "key result  beta    40 % (2)  →  60 % (3)  +1200 issues, −1 issue, 2 issues counted otherwise",
        "",
        "beta",
        "  +  SHOP-1  jira:SHOP-1  epic",
        "    and 1199 more",
        "  −  SHOP-3  jira:SHOP-3  link:7  still matched, but not by its grain",
        "",
        "Links to key results that would be gone:",
        "  link 4: SHOP-9 → gone",
        "",
        "warning: mapping.yaml:3:5: careful",
        "",
        "1 key result and 1 objective change, 1 link is orphaned (compared with configuration revision 7).",
        "",
      ].join("\n"),
    );
  });

  it("is one line where nothing changes, after what is to be warned of", () => {
    expect(planText(plain, aPlan({ changed: false }), 20)).toBe(
      "Nothing changes (compared with configuration revision 7).\n",
    );
    expect(planText(plain, aPlan({ changed: false, warnings: ["careful"] }), 20)).toBe(
      "warning: careful\nNothing changes (compared with configuration revision 7).\n",
    );
  });

  it("colours rises, falls, gains and losses on a terminal only", () => {
    const text = planText(coloured, full, 5);
    for (const part of ["\u001b[31m25 %", "\u001b[32m60 % (3)", "\u001b[32m+", "\u001b[31m−"]) {
      expect(text).toContain(part);
    }
    expect(planText(plain, full, 5)).not.toContain("\u001b");
  });

  it("leaves issues out where none are wanted", () => {
    expect(planText(plain, full, 0)).not.toContain("SHOP-1");
  });

  it("lets nothing from outside reach the terminal as it is", () => {
    const hostile = { ref: "jira:\u001b[2J", key: "\u001b]0;x\u0007", rule: "label:kr\u009b" };
    const text = planText(plain, aPlan({ keyResults: [aKeyResultPlan({ gained: [hostile], gainedCount: 1 })] }), 5);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });
});

describe("refusalText", () => {
  it("lists problems as validate does", () => {
    expect(refusalText(plain, "config", ["a.yaml:1:1: bad\u001b", "b.yaml:2:2: worse"])).toBe(
      "error: a.yaml:1:1: bad\nerror: b.yaml:2:2: worse\nconfig: refused, 2 errors\n",
    );
  });
});
