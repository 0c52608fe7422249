/** The address of a key result's links. */
export function linksPath(keyResultId: string): string {
  return `/api/v1/links?keyResult=${encodeURIComponent(keyResultId)}&limit=1000`;
}
