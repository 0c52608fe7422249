/** The characters that a regular expression tells apart, numbered: those that mean the same to it share a number. */

/** What is used of an instruction of re2js' program. */
export interface Instruction {
  /** The code points that it takes, in a form of its own; empty where it takes none. */
  runes: ArrayLike<number>;
  matchRune(codePoint: number): boolean;
}

export interface Alphabet {
  /** Of each letter a code point that stands for it, with the number that re2js has for its like. */
  letters: readonly { codePoint: number; runeClass: number }[];
  letterOf: (codePoint: number) => number;
  /** Questions asked to work it out. */
  questions: number;
}

const lineFeed = 10;
const latin1Size = 256;
/** Answers that fit one number, beside the two bits for words and line feeds. */
const askedAtOnce = 28;

/** `bounds` are the code points at which re2js' classes begin, ascending, without the first, 0. */
export function alphabetOf(instructions: readonly Instruction[], bounds: Int32Array): Alphabet {
  const firsts = Int32Array.of(0, ...bounds);
  const takers = [...new Map(instructions.map((each) => [each.runes, each])).values()];
  let letterOfClass = new Uint16Array(firsts.length);
  for (let from = 0; from < takers.length || from === 0; from += askedAtOnce) {
    letterOfClass = refined(letterOfClass, firsts, takers.slice(from, from + askedAtOnce));
  }
  const letters: { codePoint: number; runeClass: number }[] = [];
  for (const [runeClass, letter] of letterOfClass.entries()) {
    letters[letter] ??= { codePoint: firsts[runeClass]!, runeClass };
  }
  const latin1 = Uint16Array.from({ length: latin1Size }, (_, point) => letterOfClass[classAt(firsts, point)]!);
  return {
    letters,
    letterOf: (point) => (point < latin1Size ? latin1[point]! : letterOfClass[classAt(firsts, point)]!),
    questions: firsts.length * takers.length,
  };
}

/** Splits the letters so that all code points of one get the same answers. */
function refined(
  letterOfClass: Uint16Array,
  firsts: Int32Array,
  takers: readonly Instruction[],
): Uint16Array<ArrayBuffer> {
  const answers = Int32Array.from(firsts, wordOrLineFeed);
  for (const [bit, taker] of takers.entries()) {
    for (let index = 0; index < firsts.length; index++) {
      if (taker.matchRune(firsts[index]!)) answers[index]! |= 4 << bit;
    }
  }
  const numbers = new Map<number, number>();
  return Uint16Array.from(answers, (answer, index) => {
    const split = letterOfClass[index]! * 2 ** 31 + answer;
    const number = numbers.get(split) ?? numbers.size;
    numbers.set(split, number);
    return number;
  });
}

/** Word boundaries and line ends look at these themselves, beside the instructions. */
function wordOrLineFeed(codePoint: number): number {
  if (codePoint === lineFeed) return 2;
  return codePoint < 128 && /\w/.test(String.fromCharCode(codePoint)) ? 1 : 0;
}

/** Position of the last class that does not begin after the code point. */
function classAt(firsts: Int32Array, codePoint: number): number {
  let low = 0;
  let high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle]! <= codePoint) low = middle;
    else high = middle - 1;
  }
  return low;
}
