import { codedError } from "../errors.ts";

/** The promise's outcome, or QUEUE_UNAVAILABLE when it has none after `ms`: Redis commands otherwise wait for ever. */
export async function withDeadline<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(codedError("QUEUE_UNAVAILABLE", `The queue did not ${what} within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
