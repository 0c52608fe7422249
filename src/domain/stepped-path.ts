/** A line on which each share holds until the next one, as the path of an SVG. */

/** Spread evenly over the width, 0 at the bottom and 1 at the top; it begins with the first that is known. Null for fewer than two. */
export function steppedPath(
  shares: readonly (number | null)[],
  { width, height }: { width: number; height: number },
): string | null {
  if (shares.length < 2) return null;
  const first = shares.findIndex((share) => share !== null);
  if (first === -1) return null;
  const round = (number: number) => Math.round(number * 100) / 100;
  const xAt = (i: number) => round((i / (shares.length - 1)) * width);
  const yAt = (share: number | null) => round((1 - Math.min(Math.max(share ?? 0, 0), 1)) * height);
  const steps = shares.slice(first + 1).map((share, i) => `H${xAt(first + 1 + i)}V${yAt(share)}`);
  return `M${xAt(first)} ${yAt(shares[first]!)}${steps.join("")}`;
}
