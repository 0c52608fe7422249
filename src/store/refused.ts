/** Tells "the database refuses this, and will again" from "the database cannot be used now". */

/** A statement that ran into its own time-out. */
const timedOut = "57014";

/** Data exceptions, integrity violations, syntax and access errors, program limits, unsupported features. */
const refusingClasses = new Set(["22", "23", "42", "54", "0A"]);

/** By SQLSTATE; anything without one (lost connections, time-outs) may pass when tried again. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code !== "string" || code.length !== 5) return false;
  return code === timedOut || refusingClasses.has(code.slice(0, 2));
}
