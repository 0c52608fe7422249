/** Objectives that show the page at its best and at its worst: every measure and health, long words, hostile titles. */

const dayMs = 86_400_000;

/** How many days of the period are gone. */
export const today = 45;

/** Markup and control characters that must come out as text, whichever view shows them. */
export const hostileTitles = [
  `<img src=x onerror="window.pwned=1">`,
  `"><script>window.pwned=1</script>`,
  `{{constructor.constructor('window.pwned=1')()}}`,
  `</title><svg onload=window.pwned=1>`,
  `javascript:window.pwned=1`,
  `\u202Eright to left\u202C &lt;b&gt;not bold&lt;/b&gt;`,
] as const;

const longWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2);

/** The date of a day of the period. */
export function dayOf(now: Date, day: number): string {
  return new Date(now.getTime() + (day - today) * dayMs).toISOString().slice(0, 10);
}

/** YAML files; the period is about half over at `now`. */
export function showcaseFiles(now: Date): Record<string, string> {
  const on = (day: number) => dayOf(now, day);
  const okrs = {
    periods: [
      { id: "This-quarter", start: on(0), due: on(91) },
      { id: "Last-quarter", start: on(-91), due: on(-1) },
    ],
    objectives: [
      {
        id: "retention",
        title: "Customers come back",
        description: "Half of those who buy once never buy again. We want to know why, and change it.",
        period: "This-quarter",
        team: "Commerce",
        owner: "tomas@example.com",
        keyResults: [
          {
            id: "churn",
            title: "Reduce monthly churn from 6 % to 4 %",
            measure: { kind: "metric", unit: "%", start: 6, target: 4 },
          },
          { id: "nothing", title: "Nothing of this is done yet", measure: { kind: "total", by: "count", target: 8 } },
          { id: "repeat", title: "Every order can be repeated with one click", measure: { kind: "milestone" } },
        ],
      },
      {
        id: "launch",
        title: "Launch the new shop",
        period: "This-quarter",
        team: "Commerce",
        owner: "maria@example.com",
        kind: "committed",
        parent: "retention",
        keyResults: [
          {
            id: "platform",
            title: "Complete the platform by the end of the quarter",
            description: "Everything that a customer meets between the first page and the parcel.",
            weight: 2,
            pace: "backLoaded",
            measure: { kind: "completion", by: "estimate" },
          },
          {
            id: "uptime",
            title: "Stay up through the launch",
            guardrail: true,
            measure: { kind: "metric", unit: "%", keep: { min: 99.5 } },
          },
          {
            id: "improvements",
            title: "Ship at least five improvements",
            owner: "jo@example.com",
            measure: { kind: "total", by: "count", target: 5 },
          },
        ],
      },
      {
        id: "checkout",
        title: `Checkout is fast, never in the way, and explains ${longWord} to everybody who asks for it`,
        period: "This-quarter",
        team: "Platform and everything beneath it",
        owner: "ines.with.a.very.long.address.indeed@subsidiary.example.com",
        parent: "launch",
        keyResults: [
          {
            id: "long",
            title: `A title that goes on and on, with ${longWord} in it`,
            measure: { kind: "completion", by: "count" },
          },
          { id: "hostile", title: hostileTitles[0], measure: { kind: "completion", by: "count" } },
          { id: "follows", title: "Nobody waits for the shop", measure: { kind: "objective", objective: "launch" } },
        ],
      },
      { id: "empty", title: "An objective without key results", period: "This-quarter" },
      {
        id: "before",
        title: "Understand why customers leave",
        period: "Last-quarter",
        team: "Commerce",
        keyResults: [
          { id: "interviews", title: "Talk to forty customers", measure: { kind: "metric", start: 0, target: 40 } },
        ],
      },
    ],
  };
  return { "okrs.yaml": JSON.stringify(okrs) };
}
