/** Objectives of two quarters: of every measure, grade and length of title. */
import { hostileTitles } from "../http/hostile-titles.ts";

const longWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2);

/** Markup, formulas and endless words where people and outsiders write. */
export const titleOf = {
  hostile: `<img src=x onerror="window.pwned=1">`,
  formula: `=HYPERLINK("https://evil.example","click")`,
  script: `"><script>window.pwned=1</script>`,
  note: `@SUM(1+1) <svg onload=window.pwned=1> [click](javascript:window.pwned=1)`,
  long: `A title that goes on and on, with ${longWord} in it`,
} as const;

/** Of issues; PostgreSQL stores no zero character. */
export const outsidersTitles = hostileTitles.filter((title) => !title.includes("\0"));

export function reviewFiles(): Record<string, string> {
  const okrs = {
    periods: [
      { id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" },
      { id: "2026-Q3", start: "2026-07-01", due: "2026-09-30" },
      { id: "2026-H2", start: "2026-07-01", due: "2026-12-31" },
      { id: "2027-Q1", start: "2027-01-01", due: "2027-03-31" },
    ],
    objectives: [
      {
        id: "ship",
        title: "The new shop is live in all three countries",
        description: "Whoever could buy in the old one can buy in the new one, and nobody notices but for the speed.",
        period: "2026-Q3",
        team: "Commerce",
        owner: "maria@example.com",
        kind: "committed",
        keyResults: [
          { id: "met", title: "Move every page to the new shop", measure: { kind: "completion", by: "estimate" } },
        ],
      },
      {
        id: "delight",
        title: "Customers come back",
        period: "2026-Q3",
        team: "Commerce",
        keyResults: [
          {
            id: "part",
            title: "Finish what customers ask for most",
            owner: "jo",
            measure: { kind: "completion", by: "estimate" },
          },
          {
            id: "liked",
            title: "Satisfaction from 60 % to 80 %",
            weight: 2,
            measure: { kind: "metric", unit: "%", start: 60, target: 80 },
          },
        ],
      },
      {
        id: "start",
        title: titleOf.long,
        period: "2026-Q3",
        team: "Platform and everything beneath it",
        owner: "ines.with.a.very.long.address.indeed@subsidiary.example.com",
        keyResults: [
          {
            id: "none",
            title: "Nothing of this was done",
            pace: "backLoaded",
            measure: { kind: "completion", by: "estimate" },
          },
          { id: "hostile", title: titleOf.script, measure: { kind: "completion", by: "estimate" } },
          {
            id: "formula",
            title: titleOf.formula,
            measure: { kind: "metric", unit: titleOf.hostile, start: 0, target: 10 },
          },
          { id: "endless", title: titleOf.long, measure: { kind: "milestone" } },
        ],
      },
      {
        id: "go-on",
        title: "Make the shop a pleasure",
        period: "2026-Q4",
        team: "Commerce",
        keyResults: [
          { id: "running", title: "Rebuild the checkout", measure: { kind: "completion", by: "estimate" } },
          {
            id: "churn",
            title: "Reduce monthly churn from 6 % to 4 %",
            measure: { kind: "metric", unit: "%", start: 6, target: 4 },
          },
        ],
      },
    ],
  };
  return { "okrs.yaml": JSON.stringify(okrs), "mapping.yaml": 'conventions: { label: "kr:" }\nrules: []\n' };
}

/** As many objectives in a running quarter. */
export function manyToReview(count: number): Record<string, string> {
  const objectives = Array.from({ length: count }, (_, i) => ({
    id: `many-${i}`,
    title: i % 7 === 0 ? titleOf.long : `Objective ${i}`,
    period: "2026-Q4",
    team: `Team ${i % 6}`,
    keyResults: Array.from({ length: 3 }, (_each, k) => ({
      id: `many-${i}-${k}`,
      title: `Result ${k} of objective ${i}`,
      measure: { kind: "metric", start: 0, target: 10 },
    })),
  }));
  const periods = [{ id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" }];
  return { "okrs.yaml": JSON.stringify({ periods, objectives }) };
}
