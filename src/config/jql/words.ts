/** Searches of JQL's `~` as regular expressions: whole words of any script, without case. */
import { quoted } from "../suggest.ts";

export type WordSearch = { ok: true; patterns: readonly string[] } | { ok: false; message: string };

const piece = /"([^"]*)"|\S+/g;
const word = /[\p{L}\p{M}\p{N}_]+/gu;
/** RE2's own `\b` knows ASCII only. */
const apart = "[^\\pL\\pM\\pN_]";

/** Each pattern must match. Quoted parts are sequences of words, `word*` is the beginning of one. */
export function wordSearch(text: string): WordSearch {
  const patterns: string[] = [];
  for (const [written, phrase] of text.matchAll(piece)) {
    const searched = phrase ?? (written.endsWith("*") ? written.slice(0, -1) : written);
    const refused = phrase === undefined ? operatorIn(written, searched) : phrase.includes("*") || phrase.includes("?");
    if (refused) {
      const message = `${quoted(written)} holds a search operator; words, word* and quoted phrases can be searched`;
      return { ok: false, message };
    }
    const words = searched.match(word) ?? [];
    if (words.length > 0) patterns.push(sequence(words, phrase === undefined && written.endsWith("*")));
  }
  return patterns.length > 0 ? { ok: true, patterns } : { ok: false, message: "holds no word to search for" };
}

/** What Lucene, which Jira searches with, would take as more than a word. */
function operatorIn(written: string, searched: string): boolean {
  return /^(?:AND|OR|NOT)$|^[-+!]|[*?^"\\()]|&&|\|\||~[\d.]*$/.test(searched) || written === "*";
}

function sequence(words: readonly string[], open: boolean): string {
  const joined = words.map((each) => `(?i:${each})`).join(`${apart}+`);
  return `(?:^|${apart})${joined}${open ? "" : `(?:${apart}|$)`}`;
}
