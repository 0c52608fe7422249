/** Regular expressions of conditions: RE2 syntax by re2js, within a budget that bounds what any text can cost. */
import { RE2JS, RE2JSSyntaxException } from "re2js";
import type { CompilePattern } from "../../domain/pattern.ts";
import { type Automaton, automatonOf, type Worked } from "./automaton.ts";
import { patternFault } from "./fault.ts";
import { expandedSize } from "./size.ts";

/** Chosen by measurement (`npm run bench -- patterns`): within them 100 KB take 1 ms to match, and a pattern at most 50 ms to prepare. */
export const patternLimits = {
  /** UTF-16 units as it is written. */
  maxLength: 1000,
  /** Instructions once counted repeats are written out. */
  maxSize: 1000,
  maxStates: 2000,
  /** Instructions looked at while its states are worked out. */
  maxWork: 500_000,
  /** The same for all different patterns of one file. */
  maxFileWork: 4_000_000,
} as const;

/** For parsing and compiling any pattern, however simple. */
const leastWork = 1000;

/** What the patterns of one file may still cost. */
export interface PatternBudget {
  left: number;
  seen: Set<string>;
}

export function patternBudget(): PatternBudget {
  return { left: patternLimits.maxFileWork, seen: new Set() };
}

/** What is wrong with the pattern, or null; the same again is free of charge. */
export function patternProblem(source: string, budget: PatternBudget): string | null {
  if (budget.seen.has(source)) return null;
  if (source.length > patternLimits.maxLength) {
    return `is ${figure(source.length)} characters long, and at most ${figure(patternLimits.maxLength)} are allowed`;
  }
  if (budget.left <= 0) return "the regular expressions of this file are too complex together; simplify some";
  const size = expandedSize(source);
  if (size > patternLimits.maxSize) return tooLarge(size);
  const { problem, work } = prepared(source);
  budget.left -= work;
  if (problem === null) budget.seen.add(source);
  return problem;
}

/** Throws, at the first text, on a pattern that `patternProblem` was to refuse. */
export const compilePattern: CompilePattern = (source) => {
  let automaton: Automaton | null = null;
  return (text) => {
    automaton ??= prepared(source).automaton;
    if (automaton === null) throw new RangeError(`no regular expression within the limits: ${source}`);
    return automaton.test(text);
  };
};

interface Prepared extends Worked {
  problem: string | null;
}

/** By source: what was checked is used later, and the same pattern stands in many rules. */
const preparedBySource = new Map<string, Prepared>();
const maxKept = 1000;

function prepared(source: string): Prepared {
  const known = preparedBySource.get(source);
  if (known !== undefined) return known;
  const made = prepare(source);
  if (preparedBySource.size >= maxKept) preparedBySource.delete(preparedBySource.keys().next().value!);
  preparedBySource.set(source, made);
  return made;
}

function prepare(source: string): Prepared {
  const pattern = parsed(source);
  if (typeof pattern === "string") return { problem: pattern, automaton: null, work: leastWork };
  const size = pattern.programSize();
  if (size > patternLimits.maxSize) return { problem: tooLarge(size), automaton: null, work: leastWork + size };
  const { automaton, work } = automatonOf(pattern, patternLimits);
  const problem =
    automaton === null
      ? 'is too complex: the engine would have to tell too many states apart; a counted repeat after something that can begin anywhere does that ("a.{20}b"): begin with "^", count less, or write "a.*b"'
      : null;
  return { problem, automaton, work: leastWork + size + work };
}

function parsed(source: string): RE2JS | string {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return patternFault(error);
    throw error;
  }
}

function tooLarge(size: number): string {
  return `is too large: ${figure(size)} steps once its repeats are written out, and at most ${figure(patternLimits.maxSize)} are allowed; repeat less`;
}

function figure(count: number): string {
  return count.toLocaleString("en");
}
