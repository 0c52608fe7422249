/** What moved a number, in words. */
import type { ExplainedKeyResult } from "../http/schemas/explain.ts";
import { plainText } from "../domain/plain-text.ts";

type Cause = ExplainedKeyResult["history"][number]["cause"];

const causes: Readonly<Record<Cause["kind"], (cause: Cause) => string>> = {
  delivery: ({ id }) => `delivery ${id ?? "?"}`,
  check_in: checkInText,
  link: ({ id }) => (id === null ? "a link" : `link ${id}`),
  config: ({ id }) => `configuration revision ${id ?? "?"}`,
  date: () => "a new day, for rules with relative dates",
  reconcile: () => "a reconcile with the tracker",
  history: () => "rebuilt from the dates of issues",
};

export function causeText(cause: Cause): string {
  const what = causes[cause.kind](cause);
  if (cause.key === null) return cause.issue ? `${plainText(cause.issue)} (${what})` : what;
  return `${plainText(cause.key)} ${plainText(cause.title ?? "")} (${what})`;
}

function checkInText({ checkIn }: Cause): string {
  if (checkIn === null) return "a check-in";
  const { value, author, note } = checkIn;
  const by = author === null ? "" : ` by ${plainText(author)}`;
  return `check-in${by}${value === null ? "" : `: ${value}`}${note === null ? "" : ` (${plainText(note)})`}`;
}
