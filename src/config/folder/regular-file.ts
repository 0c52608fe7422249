/** Reads a file of bounded size: nothing that could hang (pipes, devices) or fill the memory. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** `isPublic`: every user of the machine may read it. */
export type FileText = { ok: true; text: string; isPublic?: boolean } | { ok: false; reason: string };

/** Of a file's mode: others may read. */
const othersMayRead = 0o004;

/** A secret is a line; this leaves room for keys and certificates. */
const maxSecretBytes = 64 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  ELOOP: "is a link to itself",
  ENAMETOOLONG: "has too long a name",
};

/** UTF-8 text, or why there is none, as the end of a sentence about the file. */
export function readRegularFile(path: string, maxBytes: number): FileText {
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return { ok: false, reason: "is not a regular file" };
      if (stat.size > maxBytes) return { ok: false, reason: `is larger than ${maxBytes / 1024} KiB` };
      return decode(readFileSync(descriptor), (stat.mode & othersMayRead) !== 0);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { ok: false, reason: reasons[(error as NodeJS.ErrnoException).code ?? ""] ?? "cannot be read" };
  }
}

/** What a `${file:…}` reference names. */
export function readSecretFile(path: string): FileText {
  return readRegularFile(path, maxSecretBytes);
}

function decode(bytes: Uint8Array, isPublic: boolean): FileText {
  try {
    return { ok: true, isPublic, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { ok: false, reason: "is not UTF-8 text" };
  }
}
