/** Which lengths some texts have: a look here spares most of the lookups of texts that are not among them. */

/** 1 at each length that occurs. */
export type Lengths = Uint8Array;

export function lengthsIn(texts: Iterable<string>): Lengths {
  const known = [...new Set([...texts].map((text) => text.length))];
  const lengths = new Uint8Array(Math.max(-1, ...known) + 1);
  for (const length of known) lengths[length] = 1;
  return lengths;
}
