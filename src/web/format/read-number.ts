/** Numbers as people type them, in their language or with a decimal point. */

interface Marks {
  decimal: string;
  group: string;
}

function marksOf(locale: string | undefined): Marks {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1_234_567.5);
  const markOf = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? "";
  return { decimal: markOf("decimal"), group: markOf("group") };
}

const spaces = /[\s'’\u00a0\u202f]/g;

/**
 * Null where it is none. What parts thousands in the viewer's language does so only where it can: in English `1,234` is
 * a thousand and more, and `5,26` is five and something.
 */
export function readNumber(text: string, locale?: string): number | null {
  const { decimal, group } = marksOf(locale);
  const plain = text.replaceAll(spaces, "").replace(/^[−–]/, "-");
  const isGroup = group === "," || group === ".";
  const escaped = (mark: string) => `\\${mark}`;
  const grouped = new RegExp(
    `^-?\\d{1,3}(${escaped(group)}\\d{2,3})*${escaped(group)}\\d{3}(${escaped(decimal)}\\d+)?$`,
  );
  const joined = isGroup && grouped.test(plain) ? plain.replaceAll(group, "") : plain;
  const pointed = joined.replace(",", ".");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(pointed)) return null;
  const number = Number(pointed);
  return Number.isFinite(number) ? number : null;
}
