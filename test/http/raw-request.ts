/** Sends bytes to a listening server as they are, and reads what comes back until it closes or answers. */
import { connect } from "node:net";

export interface RawAnswer {
  /** Of each response, in order. */
  statuses: number[];
  text: string;
}

/** Writes the pieces one after another; resolves when the server ends, or `untilAnswers` responses have begun. */
export async function rawRequest(
  port: number,
  pieces: readonly (string | Buffer)[],
  untilAnswers = 1,
): Promise<RawAnswer> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
    if (statusesOf(text).filter((status) => status !== 100).length >= untilAnswers) resolve();
  });
  socket.on("close", () => resolve());
  socket.on("error", () => {});
  for (const piece of pieces) {
    if (!socket.write(piece)) await new Promise((drained) => socket.once("drain", drained).once("close", drained));
  }
  if (untilAnswers > 0) await promise;
  socket.destroy();
  return { statuses: statusesOf(text), text };
}

function statusesOf(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
