/** Regular expressions of rules on texts of 100 KB: what an evil pattern costs at most, to prepare and to match. */
import { RE2JS } from "re2js";
import { automatonOf, type Automaton } from "../../src/config/pattern/automaton.ts";
import { patternBudget, patternLimits, patternProblem } from "../../src/config/pattern/pattern.ts";
import { harmlessPatterns, refusedPatterns } from "../config/evil-patterns.ts";
import { randomFrom } from "./random.ts";

const textLength = 100_000;
const repeats = 3;

interface Measured {
  pattern: string;
  prepareMs: number;
  /** On the worst text. */
  matchMs: number;
}

export async function bench() {
  const accepted = harmlessPatterns.map(measure);
  const refused = refusedPatterns.map(({ pattern }) => ({ pattern, refuseMs: timed(() => problemOf(pattern), 1) }));
  for (const each of accepted.toSorted((a, b) => b.matchMs - a.matchMs).slice(0, 10)) print(each);
  for (const each of accepted.toSorted((a, b) => b.prepareMs - a.prepareMs).slice(0, 5)) print(each);
  const complex = refusedPatterns.filter(({ pattern }) => problemOf(pattern)?.startsWith("is too complex"));
  return {
    accepted: accepted.length,
    refused: refused.length,
    textLength,
    worstMatchMs: Math.max(...accepted.map(({ matchMs }) => matchMs)),
    worstPrepareMs: Math.max(...accepted.map(({ prepareMs }) => prepareMs)),
    worstRefuseMs: Math.max(...refused.map(({ refuseMs }) => refuseMs)),
    /** What the engine's own search takes on the patterns that are refused for it. */
    worstEngineMs: Math.max(...complex.map(({ pattern }) => engineMs(pattern))),
  };
}

function measure(pattern: string): Measured {
  let automaton: Automaton | null = null;
  const prepareMs = timed(() => {
    ({ automaton } = automatonOf(RE2JS.compile(pattern), patternLimits));
  });
  const matchMs = Math.max(...textsFor(pattern).map((text) => timed(() => automaton!.test(text))));
  return { pattern, prepareMs, matchMs };
}

/** One letter, the pattern's own characters at random, other scripts, and what only looks like a match. */
function textsFor(pattern: string): string[] {
  const own = [...new Set(pattern)];
  return [["a"], own, [...own, "a", "b", " ", "\n"], ["ä", "漢", "α", "\u{1F600}", ...own], ["a", "b"], ["x"]].map(
    randomText,
  );
}

function randomText(letters: readonly string[]): string {
  const random = randomFrom(7);
  let text = "";
  while (text.length < textLength) text += letters[Math.floor(random() * letters.length)]!;
  return text;
}

function engineMs(pattern: string): number {
  return Math.max(...textsFor(pattern).map((text) => timed(() => RE2JS.compile(pattern).test(text), 1)));
}

function problemOf(pattern: string): string | null {
  return patternProblem(pattern, patternBudget());
}

/** Milliseconds of processor time, the least of several runs. */
function timed(run: () => unknown, times = repeats): number {
  let least = Infinity;
  for (let round = 0; round < times; round++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return Math.round(least * 100) / 100;
}

function print({ pattern, prepareMs, matchMs }: Measured): void {
  process.stdout.write(`prepare ${prepareMs} ms, match ${matchMs} ms: ${pattern.slice(0, 60)}\n`);
}
