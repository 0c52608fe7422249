/** Why a write failed, as a form tells it: beside the fields that the service names, the rest above its buttons. */
import type { Failure } from "../api/api.ts";

export interface WriteProblems {
  /** By the key of the request's body. */
  fields: ReadonlyMap<string, string>;
  /** Null where the fields say it all. */
  general: string | null;
}

export const noProblems: WriteProblems = { fields: new Map(), general: null };

const kept = "What you typed is kept.";

/** Where the service's own words would not say what to do. */
const words: Readonly<Record<string, string>> = {
  UNREACHABLE: `The service cannot be reached. ${kept} Try again when the connection is back.`,
  UNAUTHENTICATED: `Your access token is no longer taken. ${kept} Sign in again.`,
  FORBIDDEN: `Your access token may look, not change: this needs an editor’s. ${kept}`,
  LINK_EXISTS: "This is linked to the key result already.",
  KEY_RESULT_UNKNOWN: `The key result is no longer in the configuration. ${kept}`,
};

/** `shown`: the fields that have a place for it. */
export function writeProblems({ code, message }: Failure, shown: readonly string[] = []): WriteProblems {
  if (code !== "REQUEST_INVALID") return { fields: new Map(), general: words[code] ?? `${message}. ${kept}` };
  const fields = new Map<string, string>();
  const rest: string[] = [];
  // As the service writes them: `body/value: why; body/note: why`.
  for (const part of message.split("; ")) {
    const [, field, why] = /^body\/(\w+)(?:\/\S+)?: (.+)$/s.exec(part) ?? [];
    if (field === undefined || why === undefined || !shown.includes(field)) rest.push(part.replace(/^body: /, ""));
    else if (!fields.has(field)) fields.set(field, why);
  }
  return { fields, general: rest.length === 0 ? null : rest.join("; ") };
}
