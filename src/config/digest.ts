/** The identity of a configuration: the same texts under the same names have the same digest. */
import { createHash } from "node:crypto";

/** SHA-256 over names and texts in name order, lower-case hex. */
export function configDigest(files: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(files).toSorted()) hash.update(JSON.stringify([name, files[name]]));
  return hash.digest("hex");
}
