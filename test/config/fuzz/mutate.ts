/** Good files with pieces cut out, doubled, moved and replaced. */
import { readFileSync } from "node:fs";
import type { Random } from "../../../src/cli/demo/random.ts";
import { smallConfig } from "../small-config.ts";

const names = ["okrs.yaml", "mapping.yaml", "sources.yaml"] as const;

const good = [
  smallConfig,
  Object.fromEntries(
    names.map((name) => [name, readFileSync(new URL(`../../../config/${name}`, import.meta.url), "utf8")]),
  ),
];

const pieces = [
  ["", " ", "\n", "\t", ":", ": ", "- ", "[", "]", "{", "}", ",", '"', "'", "#", "?", "|", ">", "%", "@", "`"],
  ["~", "!", "&a ", "*a", "\r\n", "\u0000", "\uFEFF", "\uD800", "\u2028", "é", "🎯", "${X}", "${", "null"],
  ["true", "no", ".inf", "-1", "1e999", "0x10", "012", "1:30", "__proto__: 1", "<<: *a", "!!binary "],
  ["!!js/function ", "---\n", "...\n", "%YAML 1.1\n", "constructor", "id: ", "keyResults:", "when: "],
].flat();

export function mutated(random: Random) {
  const file = random.pick(names)!;
  let text = random.pick(good)![file] ?? "";
  for (let times = random.between(1, 12); times > 0; times--) text = changed(text, random);
  return { file, text };
}

function changed(text: string, random: Random): string {
  const from = random.between(0, text.length);
  const to = Math.min(text.length, from + random.between(0, 60));
  const piece = random.pick(pieces)!;
  switch (random.between(0, 4)) {
    case 0:
      return text.slice(0, from) + piece + text.slice(to);
    case 1:
      return text.slice(0, to) + text.slice(from);
    case 2:
      return text.slice(0, from) + piece.repeat(random.between(1, 300)) + text.slice(from);
    case 3:
      return text.slice(0, from) + text.slice(to);
    default:
      return movedLine(text, random);
  }
}

function movedLine(text: string, random: Random): string {
  const lines = text.split("\n");
  const [line] = lines.splice(random.between(0, lines.length - 1), 1);
  lines.splice(random.between(0, lines.length), 0, " ".repeat(random.between(0, 8)) + (line ?? "").trim());
  return lines.join("\n");
}
