/** The few facts about PostgreSQL's wire protocol that sharing one session among many clients needs. */

/** `I` idle, `T` in a transaction, `E` in a failed one: what ReadyForQuery says. */
export type SessionStatus = "I" | "T" | "E";

export interface Notification {
  channel: string;
  frame: Uint8Array;
}

export interface Answer {
  /** What the asking client gets: everything but notifications. */
  bytes: Uint8Array;
  notifications: Notification[];
  /** Null when the answer says nothing of it. */
  status: SessionStatus | null;
  /** Command tags: `SELECT 1`, `LISTEN`. */
  tags: string[];
}

interface Frame {
  type: string;
  start: number;
  end: number;
}

function* frames(bytes: Buffer): Generator<Frame> {
  for (let start = 0; start + 5 <= bytes.length; ) {
    const end = start + 1 + bytes.readInt32BE(start + 1);
    if (end > bytes.length) return;
    yield { type: String.fromCharCode(bytes[start] ?? 0), start, end };
    start = end;
  }
}

/** Takes the server's answer apart: what the asking client gets, and what every listener gets. */
export function readAnswer(answer: Uint8Array): Answer {
  const bytes = viewOf(answer);
  const read: Answer = { bytes: answer, notifications: [], status: null, tags: [] };
  const kept: Buffer[] = [];
  for (const { type, start, end } of frames(bytes)) {
    if (type === "A") {
      const channel = readText(bytes, start + 9);
      read.notifications.push({ channel, frame: new Uint8Array(bytes.subarray(start, end)) });
      continue;
    }
    if (type === "Z") read.status = String.fromCharCode(bytes[start + 5] ?? 0) as SessionStatus;
    if (type === "C") read.tags.push(readText(bytes, start + 5));
    kept.push(bytes.subarray(start, end));
  }
  if (read.notifications.length > 0) read.bytes = new Uint8Array(Buffer.concat(kept));
  return read;
}

/** Length of the first complete batch (up to Sync, Query or Terminate) of a client's bytes; 0 while more must come. */
export function batchLength(bytes: Buffer): number {
  for (const { type, end } of frames(bytes)) {
    if (type === "S" || type === "Q" || type === "X") return end;
  }
  return 0;
}

export function isTerminate(batch: Uint8Array): boolean {
  return batch[0] === "X".charCodeAt(0);
}

/** The channel of a LISTEN or UNLISTEN (`*` for all), behind any leading comments; null for other statements. */
export function readSubscription(batch: Uint8Array): { verb: "listen" | "unlisten"; channel: string } | null {
  const text = readStatement(viewOf(batch));
  const match = text && subscription.exec(text);
  if (!match) return null;
  const quoted = match[2];
  const channel = quoted === undefined ? (match[3] ?? "").toLowerCase() : quoted.replaceAll('""', '"');
  return { verb: match[1]?.toLowerCase() as "listen" | "unlisten", channel };
}

const subscription =
  /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*(listen|unlisten)\s+(?:"((?:[^"]|"")+)"|([\w$]+|\*))\s*;?\s*$/i;

/** Longer statements are no LISTEN, however many comments lead it. */
const longestSubscription = 4096;

function readStatement(batch: Buffer): string | null {
  if (batch.length > longestSubscription) return null;
  for (const { type, start } of frames(batch)) {
    if (type === "Q") return readText(batch, start + 5);
    if (type === "P") return readText(batch, batch.indexOf(0, start + 5) + 1);
  }
  return null;
}

/** A simple query as a client would send it. */
export function writeQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`);
  return writeFrame("Q", body);
}

/** What a server says to a client whose session is ready: authenticated, its parameters, idle. */
export function writeGreeting(parameters: Record<string, string>): Uint8Array {
  const told = Object.entries(parameters).map(([name, value]) => writeFrame("S", Buffer.from(`${name}\0${value}\0`)));
  return new Uint8Array(
    Buffer.concat([
      writeFrame("R", Buffer.alloc(4)),
      ...told,
      writeFrame("K", Buffer.alloc(8)),
      writeFrame("Z", Buffer.from("I")),
    ]),
  );
}

function writeFrame(type: string, body: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(5 + body.length);
  frame.write(type, 0, "latin1");
  frame.writeInt32BE(4 + body.length, 1);
  frame.set(body, 5);
  return new Uint8Array(frame);
}

function readText(bytes: Buffer, start: number): string {
  return bytes.toString("utf8", start, bytes.indexOf(0, start));
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
