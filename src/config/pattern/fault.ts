/** What is wrong with a regular expression that re2js does not take, as a sentence that says what to do instead. */
import type { RE2JSSyntaxException } from "re2js";
import { quoted } from "../suggest.ts";

type Sentence = (fragment: string) => string;

/** By the engine's own names of its faults; the fragment is where the expression stops making sense. */
const sentences: Readonly<Record<string, Sentence>> = {
  "invalid or unsupported Perl syntax": unsupportedGroup,
  "invalid named capture": unsupportedGroup,
  "invalid escape sequence": invalidEscape,
  "invalid nested repetition operator": (fragment) =>
    `${quoted(fragment)} repeats a repeat; matching never tries again, so "+" after one is not needed either`,
  "invalid repeat count": (fragment) =>
    `${quoted(fragment)} is not a count that can be repeated: at most 1,000 in all, nested ones multiplied, the smaller first`,
  "missing argument to repetition operator": (fragment) =>
    `${quoted(fragment)} has nothing before it to repeat (for the character itself, put "\\" before it)`,
  "missing closing ]": (fragment) => `${quoted(fragment)} lacks its closing "]"`,
  "missing closing )": () => 'a "(" lacks its closing ")"',
  "unexpected )": () => 'a ")" closes nothing (for the character itself, write "\\)")',
  "trailing backslash at end of expression": () => 'ends in "\\" (for the character itself, write "\\\\")',
  "invalid character class range": (fragment) =>
    `${quoted(fragment)} is no range or class of characters (a range begins with the lesser; Unicode's are written "\\p{Greek}")`,
  "duplicate capture group name": (fragment) => `two groups are named ${quoted(fragment)}`,
  "expression nests too deeply": () => "nests too deeply",
  "expression too large": () => "is too large",
};

export function patternFault(fault: RE2JSSyntaxException): string {
  const description = fault.getDescription();
  return sentences[description]?.(fault.getPattern() ?? "") ?? description;
}

const instead = 'not supported in RE2 syntax; write a second condition instead, beside it or under "not"';

function unsupportedGroup(fragment: string): string {
  if (/^\(\?<[=!]/.test(fragment)) return `look-behind ${quoted(fragment.slice(0, 4))} is ${instead}`;
  if (/^\(\?[=!]/.test(fragment)) return `look-ahead ${quoted(fragment.slice(0, 3))} is ${instead}`;
  if (fragment.startsWith("(?>")) return 'an atomic group "(?>" is not needed: matching never tries again; write "(?:"';
  if (/^\(\?P?</.test(fragment)) return `${quoted(fragment)} is no named group, which is written "(?<name>…)"`;
  return `${quoted(fragment)} is not supported in RE2 syntax; groups are "(…)", "(?:…)", "(?<name>…)" and flags "(?i)", "(?s)", "(?m)"`;
}

function invalidEscape(fragment: string): string {
  if (/^\\(?:[1-9]|k)/.test(fragment)) return `the back-reference ${quoted(fragment)} is ${instead}`;
  if (fragment === "\\Z") return '"\\\\Z" is not supported in RE2 syntax; the end of the text is "\\\\z" or "$"';
  if (fragment === "\\u") return '"\\\\u" is not supported in RE2 syntax; a character by its number is "\\\\x{00E9}"';
  return `${quoted(fragment)} is no escape sequence of RE2 syntax`;
}
