/** Files with single values that are long, strange or costly. */
import type { Random } from "../../../src/cli/demo/random.ts";
import { anySize, filled, type Maker } from "./maker.ts";

const mebibyte = 1024 * 1024;

const units = [
  ["x", " ", "x ", "/", "//", "a.", "a-", "@", "%", "*", "(", "a|", "\\\\", "0", "9", "-", ".", ",", "1,", "* "],
  ["${", "${A}", "${A:-${", "#", "é", "🎯", "\u200B", "\u202E", "\uD800", "\u0000", "\u0007", "\u001B[31m"],
  ["\\n", "\\u0041", "\\x00", "\n ", "\n\n ", "''", '\\"', "x\n    ", ": ", " #", "(a+)+$", "[a-z]{1,100}"],
  ["\\pL", "a AND ", "NOT ("],
].flat();

/** Where a value may stand, with what comes before and after it. */
const places: readonly (readonly [file: string, before: string, after: string])[] = [
  ["okrs.yaml", "periods: [{ id: ", ", start: 2026-10-01, due: 2026-12-31 }]\nobjectives: []\n"],
  ["okrs.yaml", "periods: [{ id: a, start: ", ", due: 2026-12-31 }]\nobjectives: []\n"],
  [
    "okrs.yaml",
    "periods: [{ id: a, start: 2026-10-01, due: 2026-12-31 }]\nobjectives: [{ id: a, title: ",
    ", period: a }]\n",
  ],
  [
    "okrs.yaml",
    "periods: []\nobjectives: [{ id: a, title: T, period: a, keyResults: [{ id: b, title: T, measure: { kind: total, by: ",
    ", target: 1 } }] }]\n",
  ],
  ["okrs.yaml", "periods: []\nobjectives: [{ id: a, title: T, period: a, weight: ", " }]\n"],
  ["mapping.yaml", "conventions: { label: ", " }\n"],
  ["mapping.yaml", "rules: [{ id: a, keyResult: shop-complete, when: { label: ", " } }]\n"],
  ["mapping.yaml", "rules: [{ id: a, keyResult: shop-complete, when: { within: ", " } }]\n"],
  ["mapping.yaml", "rules: [{ id: a, keyResult: shop-complete, when: { createdAt: { gte: ", " } } }]\n"],
  ["mapping.yaml", "rules: [{ id: a, keyResult: shop-complete, when: { title: { matches: ", " } } }]\n"],
  ["mapping.yaml", "rules: [{ id: a, keyResult: shop-complete, when: { jql: ", " } }]\n"],
  ["sources.yaml", "sources: [{ id: a, kind: jira, baseUrl: https://a/", " }]\n"],
  ["sources.yaml", "sources: [{ id: a, kind: jira, baseUrl: ", " }]\n"],
  ["sources.yaml", "sources: [{ id: a, kind: jira, baseUrl: https://a, auth: { email: ", ", apiToken: x } }]\n"],
  ["sources.yaml", "sources: [{ id: a, kind: linear, webhookSecrets: [", "] }]\n"],
  ["sources.yaml", "sources: [{ id: a, kind: linear, staleAfter: ", " }]\n"],
  ["sources.yaml", "sources: [{ id: a, kind: linear, reconcile: { full: ", " } }]\n"],
  ["sources.yaml", "sources: [{ id: a, kind: jira, baseUrl: https://a, fields: { ", ": x } }]\n"],
  ["access.yaml", "tokens: [{ name: ", ", role: viewer, token: x }]\n"],
  ["okrs.yaml", "", ""],
  ["okrs.yaml", "", ": 1\n"],
];

const styles: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"${text}"`,
  (text) => `'${text}'`,
  (text) => `'${text.replaceAll("'", "''")}'`,
  (text) => JSON.stringify(text),
  (text) => `|\n  ${text}\n`,
  (text) => `>\n  ${text}\n`,
  (text) => `[${text}]`,
  (text) => `!!int "${text}"`,
];

function scalar(random: Random, most: number) {
  const [file, before, after] = random.pick(places)!;
  const [first, second] = [random.pick(units)!, random.pick(units)!];
  const mix = random.between(1, 4);
  const text = filled(anySize(random, most), (index) => (index % mix === 0 ? first : second));
  return { file, text: before + random.pick(styles)!(text) + after };
}

const numbers = [
  "1e999",
  "-0",
  "9007199254740993",
  "0x7fffffffffffffff",
  ".nan",
  "-.inf",
  "1_000",
  "0b1",
  "012",
  "1:30:00",
  "1e-999",
  "+1",
  "1.",
  ".5",
  "99999999999999999999",
];

function number(random: Random) {
  const value = random.chance(0.5)
    ? random.pick(numbers)!
    : random.pick(["9", "1.", "0.0"])! + "9".repeat(anySize(random, 100_000));
  const [file, before, after] = random.pick(places)!;
  return { file, text: before + value + after };
}

export const scalars: Readonly<Record<string, Maker>> = {
  shortScalar: (random) => scalar(random, 400),
  longScalar: (random) => scalar(random, 250_000),
  hugeScalar: (random) => scalar(random, mebibyte),
  number,
};
