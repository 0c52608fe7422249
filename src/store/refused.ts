/** Tells "the database refuses this, and will again" from "the database cannot be used now". */

/** Data exceptions, integrity violations, syntax and access errors, program limits, unsupported features. */
const refusingClasses = new Set(["22", "23", "42", "54", "0A"]);

/** By SQLSTATE; anything without one (lost connections, time-outs) may pass when tried again. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.length === 5 && refusingClasses.has(code.slice(0, 2));
}
