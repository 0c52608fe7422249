/** Sums that are exact before they are rounded once, so that neither order nor batching shows in any bit. */

export interface Term {
  /** A whole number. */
  count: number;
  /** Finite. */
  value: number;
}

/** Significand bits that rounding needs: 53, one to round by, one for all the rest. */
const keptBits = 64;

/** Σ count·value, rounded to nearest once; capped at ±Number.MAX_VALUE. */
export function exactSum(terms: Iterable<Term>): number {
  const byExponent = new Map<number, bigint>();
  const view = new DataView(new ArrayBuffer(8));
  for (const { count, value } of terms) {
    // Zero has the lowest exponent of all, which would make the common scale needlessly fine.
    if (value === 0) continue;
    const [significand, exponent] = parts(value, view);
    const sum = byExponent.get(exponent) ?? 0n;
    byExponent.set(exponent, sum + BigInt(count) * BigInt(significand));
  }
  const lowest = Math.min(...byExponent.keys());
  let total = 0n;
  for (const [exponent, sum] of byExponent) total += sum << BigInt(exponent - lowest);
  return total === 0n ? 0 : rounded(total, lowest);
}

/** Whole significand and exponent with value = significand · 2^exponent. */
function parts(value: number, view: DataView): [number, number] {
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (high & 0xfffff) * 2 ** 32 + view.getUint32(4);
  const magnitude = biased === 0 ? fraction : fraction + 2 ** 52;
  return [value < 0 ? -magnitude : magnitude, Math.max(biased, 1) - 1075];
}

/** Rounds half to even, as doubles do: `Number(bigint)` on so few bits that scaling by a power of two stays exact. */
function rounded(total: bigint, exponent: number): number {
  const magnitude = total < 0n ? -total : total;
  const dropped = Math.max(magnitude.toString(2).length - keptBits, 0);
  const kept = magnitude >> BigInt(dropped);
  const sticky = kept << BigInt(dropped) === magnitude ? 0n : 1n;
  const result = Math.min(Number(kept | sticky) * 2 ** (exponent + dropped), Number.MAX_VALUE);
  return total < 0n ? -result : result;
}
