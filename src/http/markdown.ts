/** Text of outsiders in Markdown: it shows as it is, makes no markup, calls nobody and links nowhere. */
import { webAddress } from "./html.ts";
import { oneLine } from "./one-line.ts";

/** Nothing to see; it parts what would be read as one. */
const nothing = "\u200b";

/**
 * On one line, and safe within a paragraph, a heading, a list or a table. Sites that show Markdown look for `@name`, `#12`
 * and addresses after the escapes are gone, so those are taken apart.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*_{}[\]<>()#|~&!$^]/g, String.raw`\$&`)
    .replaceAll(/@|#|!/g, `$&${nothing}`)
    .replaceAll("://", `:${nothing}//`)
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, 3)}${nothing}.`);
}

/** A link where the address is one of the web, else the text alone. */
export function markdownLink(text: string, url: string | null): string {
  const address = webAddress(url);
  if (address === null) return markdownText(text);
  return `[${markdownText(text)}](<${address.replaceAll(/[<>\\|`\s]/g, encodeURIComponent)}>)`;
}

export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return line(titles) + line(titles.map(() => "---")) + rows.map(line).join("");
}
