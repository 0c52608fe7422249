/** Whether the service has another build of the page than the one that is open. */

/** The files that this page was made of: their names change with what is in them. */
export function ownAddresses(page: Document): string[] {
  return [
    ...Array.from(page.querySelectorAll("head script[src]"), (script) => script.getAttribute("src")),
    ...Array.from(page.querySelectorAll("head link[rel=stylesheet]"), (link) => link.getAttribute("href")),
  ].filter((address) => address !== null);
}

/** `text`: the document as the service gives it now; what is no such document says nothing. */
export function isOtherBuild(text: string, own: readonly string[]): boolean {
  return text.includes('id="page"') && own.some((address) => !text.includes(`"${address}"`));
}
