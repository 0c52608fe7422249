/**
 * A regular expression's whole automaton as a table: matching is one look-up a character, whatever the text. re2js builds the
 * states; its own search makes them up while it reads a text, and where there are too many falls back to stepping through the
 * program, which takes up to a second for 100 KB.
 */
import { type RE2JS, RE2Set } from "re2js";
import { alphabetOf, type Instruction } from "./alphabet.ts";

export interface Automaton {
  /** Whether the text holds a match anywhere. */
  test(text: string): boolean;
}

export interface AutomatonLimits {
  maxStates: number;
  /** Instructions looked at, of the order of 0.1 µs each. */
  maxWork: number;
}

/** The automaton, or null where it passes a limit; `work` is what was spent in either case. */
export interface Worked {
  automaton: Automaton | null;
  work: number;
}

/** What is used of re2js' automaton, which its types leave open. */
interface LazyAutomaton {
  prog: { numInst(): number; getInst(index: number): Instruction };
  classBounds: Int32Array;
  /** Also the class of the text's end. */
  numClasses: number;
  start(input: { context(): number }, position: number): State | null;
  step(state: State, runeClass: number, codePoint: number, anchor: number): State | null;
}

interface State {
  nfaStates: readonly number[];
  /** A match ended before the last character read. */
  isMatch: boolean;
}

/** In place of a next row: the outcome is known already. */
const accept = -1;
const reject = -2;

/** re2js' mark for "at the beginning of the text", and its code point for the end. */
const atBeginning = { context: () => 4 };
const endOfText = -1;

/** For each step of the automaton, however few its instructions. */
const workPerStep = 30;
const questionsPerWork = 4;

export function automatonOf(pattern: RE2JS, { maxStates, maxWork }: AutomatonLimits): Worked {
  const lazy = pattern.re2().dfa as LazyAutomaton;
  const program = Array.from({ length: lazy.prog.numInst() }, (_, index) => lazy.prog.getInst(index));
  const alphabet = alphabetOf(program, lazy.classBounds);
  const inputs = [...alphabet.letters, { codePoint: endOfText, runeClass: lazy.numClasses }];
  let work = Math.ceil(alphabet.questions / questionsPerWork);
  const rows = new Map<State, number>();
  const states: State[] = [];
  const cells: number[] = [];
  const first = lazy.start(atBeginning, 0);
  if (first === null) return { automaton: null, work };
  rowOf(first);
  for (const state of states) {
    for (const { codePoint, runeClass } of inputs) {
      const next = lazy.step(state, runeClass, codePoint, RE2Set.UNANCHORED);
      if (next === null) return { automaton: null, work };
      work += state.nfaStates.length + next.nfaStates.length + workPerStep;
      if (next.isMatch) cells.push(accept);
      else cells.push(codePoint === endOfText ? reject : rowOf(next));
    }
    if (states.length > maxStates || work > maxWork) return { automaton: null, work };
  }
  return { automaton: searcher(withoutHope(cells, inputs.length), inputs.length, alphabet.letterOf), work };

  function rowOf(state: State): number {
    const known = rows.get(state);
    if (known !== undefined) return known;
    const row = states.push(state) - 1;
    rows.set(state, row * inputs.length);
    return row * inputs.length;
  }
}

/** Rows from which no text leads to a match are not entered: where `^` has failed, the rest need not be read. */
function withoutHope(cells: readonly number[], width: number): Int32Array {
  const comingFrom: number[][] = Array.from({ length: cells.length / width }, () => []);
  const hopeful = new Set<number>();
  for (const [at, cell] of cells.entries()) {
    const row = Math.floor(at / width);
    if (cell === accept) hopeful.add(row);
    else if (cell !== reject) comingFrom[cell / width]!.push(row);
  }
  // A set hands out what is added to it on the way, each once.
  for (const row of hopeful) for (const before of comingFrom[row]!) hopeful.add(before);
  return Int32Array.from(cells, (cell) => (cell < 0 || hopeful.has(cell / width) ? cell : reject));
}

function searcher(cells: Int32Array, width: number, letterOf: (codePoint: number) => number): Automaton {
  return {
    test: (text) => {
      let row = 0;
      for (let at = 0; at < text.length; at++) {
        const codePoint = text.codePointAt(at)!;
        if (codePoint > 0xffff) at++;
        const next = cells[row + letterOf(codePoint)]!;
        if (next < 0) return next === accept;
        row = next;
      }
      return cells[row + width - 1] === accept;
    },
  };
}
