/** Whether the service has another build of the page than the one that is open. */

/**
 * `text`: the document as the service gives it now; what is no such document says nothing. `own`: the files that the open
 * page was made of, whose names change with what is in them.
 */
export function isOtherBuild(text: string, own: readonly string[]): boolean {
  return text.includes('id="page"') && own.some((address) => !text.includes(`"${address}"`));
}
