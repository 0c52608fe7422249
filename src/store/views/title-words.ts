/** The words of a title as `okr_sync.title_words` parts them, for asking after them. */

/** White space and punctuation. */
export const partings =
  "\t\n\r \u00a0\u3000!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\u00ab\u00b7\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u3001\u3002\u300c\u300d\uff08\uff09";

const partingSet = new Set(partings);

/** Lower-case words in order, each once. */
export function wordsOf(text: string): string[] {
  let spaced = "";
  for (const character of text) spaced += partingSet.has(character) ? " " : character;
  return [...new Set(spaced.toLowerCase().split(" "))].filter((word) => word !== "");
}

/**
 * A tsquery for titles that have all of these words, the last of them perhaps longer: it may still be being typed. A database
 * without a language lowers ASCII letters alone, so other words are asked for in the ways in which people begin them.
 */
export function titleQuery(words: readonly string[]): string {
  const last = words.length - 1;
  return words
    .map(
      (word, i) =>
        `(${spellings(word)
          .map((each) => `'${each}'${i === last ? ":*" : ""}`)
          .join("|")})`,
    )
    .join("&");
}

function spellings(word: string): string[] {
  // ASCII letters are lower-case in every index.
  const lowered = (text: string) => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const [first = "", ...rest] = word;
  return [...new Set([word, lowered(word.toUpperCase()), lowered(first.toUpperCase() + rest.join(""))])];
}

/** Whether a text is in a script that parts no words, so that what is sought may stand in the middle of one. */
export function isUnparted(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
    text,
  );
}
