/** Reads a request's raw bytes. */
import type { IncomingMessage } from "node:http";
import { codedError } from "../errors.ts";
import { drainLimit } from "./server-limits.ts";

/**
 * The body's bytes; throws BODY_TOO_LARGE above `limit`, REQUEST_INVALID when the sender goes away. What was refused is
 * still drained, within bounds, so that its sender reads the answer instead of a reset connection.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else if (length > limit + drainLimit) request.destroy();
    else {
      chunks.length = 0;
      reject(tooLarge(limit));
    }
  });
  request.once("end", () => resolve(Buffer.concat(chunks)));
  request.once("error", (cause) => reject(codedError("REQUEST_INVALID", "the body broke off", cause)));
  request.once("close", () => reject(codedError("REQUEST_INVALID", "the body broke off")));
  return promise;
}

/** Drains a body that was refused unread, within the same bounds. */
export function drainBody(request: IncomingMessage) {
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > drainLimit) request.destroy();
  });
  request.on("error", () => {});
}

export function tooLarge(limit: number) {
  return codedError("BODY_TOO_LARGE", `a body may have at most ${limit} bytes`);
}
