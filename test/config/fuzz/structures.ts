/** Files that nest, repeat and refer more than is good for them. */
import type { Random } from "../../../src/cli/demo/random.ts";
import { anySize, filled, type Maker } from "./maker.ts";

const mebibyte = 1024 * 1024;
const names = ["okrs.yaml", "mapping.yaml", "sources.yaml", "access.yaml", "publish.yaml"] as const;

const openings = [
  "[",
  "{a: ",
  "- ",
  "? ",
  "[[{a: ",
  "- - ",
  "? - ",
  "!!seq [",
  "&a [",
  "- ? ",
  "{? ",
  '{"a": ',
  "[\n",
  "a:\n ",
];

function nested(random: Random): string {
  const opening = random.pick(openings)!;
  const depth = Math.min(anySize(random, 40_000), Math.floor(mebibyte / opening.length));
  return opening.repeat(depth) + (random.chance(0.5) ? "x" : "");
}

function indented(random: Random): string {
  const depth = anySize(random, 1_400);
  const item = random.pick(["a:", "- ", "? a", "- a:", "'a':", "a: &a"])!;
  return Array.from({ length: depth }, (_, level) => " ".repeat(level) + item).join("\n");
}

function aliasBomb(random: Random): string {
  const levels = random.between(2, 12);
  const width = random.between(2, 24);
  const open = random.chance(0.5) ? ["[", "]"] : ["{ k: [", "] }"];
  const first = `a0: &a0 ${open[0]}${Array(width).fill("x").join(", ")}${open[1]}`;
  const rest = Array.from({ length: levels }, (_, level) => {
    const aliases = Array(width).fill(`*a${level}`).join(", ");
    return `a${level + 1}: &a${level + 1} ${open[0]}${aliases}${open[1]}`;
  });
  return [first, ...rest].join("\n");
}

const keys = [
  (index: number) => `k${index}: 1\n`,
  (index: number) => `"k${index}": {}\n`,
  (index: number) => `? k${index}\n: 1\n`,
  () => "same: 1\n",
  (index: number) => `<<: { k${index}: 1 }\n`,
  (index: number) => `__proto__${index % 2}: { polluted: true }\n`,
  () => "constructor: { prototype: { polluted: true } }\n",
  (index: number) => `&k${index} k${index}: *k${index}\n`,
  (index: number) => `- k${index}\n`,
  (index: number) => `--- # ${index}\n`,
  (index: number) => `# ${index}\n`,
  (index: number) => `!!str k${index}: !!int "1"\n`,
  () => "- - - a\n",
  () => "a: b: c\n",
  () => "\t\n",
  () => "[]: []\n",
];

function keyed(random: Random): string {
  const unit = random.pick(keys)!;
  const lineEnd = random.chance(0.2) ? "\r\n" : "\n";
  return filled(anySize(random, mebibyte), (index) => unit(index).replace("\n", lineEnd));
}

/** Not YAML by intent: what stands between the things that YAML is made of. */
function tokens(random: Random): string {
  const parts = [
    "a",
    "id",
    ": ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    '"',
    "'",
    "&x ",
    "*x",
    "!",
    "|",
    ">",
    "#",
    "?",
    "%",
    "\t",
    "~",
    "\r",
    "\u0085",
  ];
  return filled(anySize(random, random.chance(0.1) ? mebibyte : 4_000), () => random.pick(parts)!);
}

function maker(text: (random: Random) => string): Maker {
  return (random) => ({ file: random.pick(names)!, text: text(random) });
}

export const structures: Readonly<Record<string, Maker>> = {
  nested: maker(nested),
  indented: maker(indented),
  aliasBomb: maker(aliasBomb),
  keyed: maker(keyed),
  tokens: maker(tokens),
};
