/** Files that are well-formed and in shape, or nearly, and large: what is quadratic in their number shows here. */
import type { Random } from "../../../src/cli/demo/random.ts";
import { anySize, filled, type Maker } from "./maker.ts";

/** Just under the limit of a file, and of its values. */
const most = 250 * 1024;

const head = "periods: [{ id: q4, start: 2026-10-01, due: 2026-12-31 }]\nobjectives:\n";

/** Names that are alike, long, and different. */
function namer(random: Random): (index: number) => string {
  const stem = random.pick(["o", "objective-", "x".repeat(40), "ab".repeat(45), "platform-complete-"])!;
  return (index) => `${stem}${index}`;
}

function objectives(random: Random): string {
  const name = namer(random);
  const count = anySize(random, 4_000);
  const refers = random.pick([
    (index: number) => `, parent: ${name(index + 1)}`,
    (index: number) => `, parent: ${name((index + 1) % count)}, rollup: withChildren`,
    (index: number) => `, parent: ${name(index)}x`,
    (index: number) =>
      `, keyResults: [{ id: k${index}, title: T, measure: { kind: objective, objective: ${name((index * 7) % count)} } }]`,
    (index: number) =>
      `, keyResults: [{ id: k${index}, title: T, measure: { kind: objective, objective: ${name(index)}y } }]`,
    () => ", weight: heavy, unknown: 1, kind: commited",
    () => "",
  ])!;
  const row = (index: number) => `  - { id: ${name(index)}, title: T, period: q4${refers(index)} }\n`;
  return head + limited(count, row);
}

function periods(random: Random): string {
  const name = namer(random);
  const count = anySize(random, 2_000);
  const all = limited(count, (index) => `  - { id: ${name(index)}, start: 2026-10-01, due: 2026-12-31 }\n`, most / 2);
  const using = limited(count, (index) => `  - { id: o${index}, title: T, period: ${name(index)}x }\n`, most / 2);
  return `periods:\n${all}objectives:\n${using}`;
}

function credits(random: Random): string {
  const value = random.pick(["x", "0.5", "2", "{}", "[1]", "null"])!;
  const rows = limited(anySize(random, 9_000), (index) => `          s${index}: ${value}\n`);
  return `${head}  - id: o\n    title: T\n    period: q4\n    keyResults:\n      - id: k\n        title: T\n        measure: { kind: milestone }\n        credit:\n${rows}`;
}

function unknownKeys(random: Random): string {
  const rows = limited(
    anySize(random, 9_000),
    (index) => `    ${random.pick(["unknown", "titel", "x"])!}${index}: 1\n`,
  );
  return `${head}  - id: o\n    title: T\n    period: q4\n${rows}`;
}

function rules(random: Random): string {
  const name = namer(random);
  const when = random.pick([
    () => "{ project: SHOP }",
    (index: number) => `{ label: l${index} }`,
    (index: number) => `{ label: [l${index}, l${index + 1}], team: ENG, type: [Story, Bug] }`,
    (index: number) => `{ source: jra${index} }`,
    (index: number) => `{ field.eff${index}: 3 }`,
    () => "{ any: [{ all: [{ not: { label: a } }] }] }",
    () => "{ lable: x, estimate: three, createdAt: 5 }",
    (index: number) => `{ title: { matches: "(a+)+${index}[a-z]{1,50}$" } }`,
    (index: number) => `{ jql: 'project = SHOP AND labels IN (l${index}, b) OR NOT status = Done' }`,
  ])!;
  const keyResult = random.pick([
    () => "shop-complete",
    (index: number) => name(index),
    (index: number) => `shop-completf${index}`,
  ])!;
  const row = (index: number) => `  - { id: r${index}, keyResult: ${keyResult(index)}, when: ${when(index)} }\n`;
  return `rules:\n${limited(anySize(random, 5_000), row)}`;
}

function conditions(random: Random): string {
  const row = random.pick([
    (index: number) => `        - { label: l${index} }\n`,
    () => "        - { lable: x }\n",
    (index: number) => `        - { statusCategory: started${index} }\n`,
  ])!;
  return `rules:\n  - id: r\n    keyResult: shop-complete\n    when:\n      any:\n${limited(anySize(random, 6_000), row)}`;
}

function fields(random: Random): string {
  const row = random.pick([
    (index: number) => `      a${index}: c\n`,
    (index: number) => `      a-${index}: c\n`,
    (index: number) => `      a${index}: [c, d]\n`,
  ])!;
  const rows = limited(anySize(random, 9_000), row);
  return `sources:\n  - id: jira\n    kind: jira\n    baseUrl: https://acme.atlassian.net\n    fields:\n${rows}`;
}

function references(random: Random): string {
  const row = random.pick([
    (index: number) => `      - "\${A${index}}"\n`,
    () => '      - "${JIRA_SECRET}"\n',
    () => '      - "${file:/etc/hostname}"\n',
    () => `      - "${"${JIRA_SECRET}".repeat(40)}"\n`,
  ])!;
  return `sources:\n  - id: linear\n    kind: linear\n    webhookSecrets:\n${limited(anySize(random, 9_000), row)}`;
}

function tokens(random: Random): string {
  const row = random.pick([
    (index: number) => `  - { name: n${index}, role: viewer, token: t${index} }\n`,
    () => "  - { name: n, role: viewr, token: t }\n",
    () => "  - {}\n",
  ])!;
  return `tokens:\n${limited(anySize(random, 4_000), row)}`;
}

function limited(count: number, row: (index: number) => string, bytes = most): string {
  let rows = 0;
  return filled(bytes, (index) => (rows++ < count ? row(index) : "#".repeat(bytes)))
    .replace(/#+$/, "")
    .slice(0, bytes);
}

function maker(file: string, text: (random: Random) => string): Maker {
  return (random) => ({ file, text: text(random) });
}

export const crowds: Readonly<Record<string, Maker>> = {
  objectives: maker("okrs.yaml", objectives),
  periods: maker("okrs.yaml", periods),
  credits: maker("okrs.yaml", credits),
  unknownKeys: maker("okrs.yaml", unknownKeys),
  rules: maker("mapping.yaml", rules),
  conditions: maker("mapping.yaml", conditions),
  fields: maker("sources.yaml", fields),
  references: maker("sources.yaml", references),
  accessTokens: maker("access.yaml", tokens),
};
