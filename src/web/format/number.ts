/** Numbers in the viewer's language. */

const plain = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const exact = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });

/** At most two decimals, with its unit where it has one. */
export function formatNumber(value: number, unit: string | null = null): string {
  return unit === null ? plain.format(value) : `${plain.format(value)}\u00a0${unit}`;
}

/** Up to six decimals: where people check a sum. */
export function formatExact(value: number): string {
  return exact.format(value);
}

/** `1 issue`, `3 issues`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${plain.format(count)} ${count === 1 ? one : many}`;
}
