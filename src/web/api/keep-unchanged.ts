/** Parts of an older answer in a newer one, so that what shows them need not be drawn again. */

/** `next`, with each part that equals the one in `previous` replaced by that very object. */
export function keepUnchanged<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(previous) && Array.isArray(next)) return keepItems(previous, next) as T;
  if (isRecord(previous) && isRecord(next)) return keepKeys(previous, next) as T;
  return next;
}

/** Items that name themselves by an id are compared with their namesakes, so that an insertion renews nothing after it. */
function keepItems(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map(previous.map((item, i) => [idOf(item) ?? i, item]));
  const kept = next.map((item, i) => keepUnchanged(byId.get(idOf(item) ?? i), item));
  const isSame = kept.length === previous.length && kept.every((item, i) => Object.is(item, previous[i]));
  return isSame ? previous : kept;
}

function keepKeys(previous: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(next);
  let isSame = Object.keys(previous).length === entries.length;
  // Written key by key, a key called `__proto__` would be lost.
  const kept = Object.fromEntries(
    entries.map(([key, value]) => {
      const isKnown = Object.hasOwn(previous, key);
      const part = keepUnchanged(isKnown ? previous[key] : undefined, value);
      isSame &&= isKnown && Object.is(part, previous[key]);
      return [key, part];
    }),
  );
  return isSame ? previous : kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function idOf(item: unknown): unknown {
  return isRecord(item) ? (item["id"] ?? item["keyResultId"]) : undefined;
}
