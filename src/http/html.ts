/** HTML from a template: whatever is put into it is escaped, unless it is such HTML itself. */

/** Markup that is safe to be put into a page. */
export interface Html {
  html: string;
}

export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

/** Null is nothing, a list is its parts one after the other. Put values in text and in quoted attributes only. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { html: strings.map((text, i) => text + (i < parts.length ? htmlOf(parts[i]!) : "")).join("") };
}

function htmlOf(part: HtmlPart): string {
  if (part === null) return "";
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeHtml(part);
  return "html" in part ? part.html : part.map(htmlOf).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"'`]/g, (character) => entities[character]!);
}

/** The address, if a browser would open it as a page of the web; null for every other, such as `javascript:`. */
export function webAddress(url: string | null): string | null {
  const parsed = url === null ? null : URL.parse(url);
  return parsed !== null && (parsed.protocol === "https:" || parsed.protocol === "http:") ? parsed.href : null;
}
