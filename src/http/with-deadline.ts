/** Bounds a wait. */
import type { ErrorCode } from "../errors.ts";
import { codedError } from "../errors.ts";

/** The promise's outcome, or the coded error once `ms` have passed; the promise itself goes on. */
export async function withDeadline<T>(promise: Promise<T>, ms: number, code: ErrorCode, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(codedError(code, `${what} took longer than ${ms} ms`)), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
