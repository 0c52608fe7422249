/** What stands in the check-in form, and the statement that it makes. */
import type { z } from "zod";
import type { Health } from "../../domain/check-in.ts";
import { addDays } from "../../domain/day.ts";
import type { Day } from "../../domain/okr.ts";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { CheckInBody } from "../../http/schemas/statements.ts";
import { readNumber } from "../format/read-number.ts";
import type { WriteProblems } from "../write/write-problems.ts";

export interface CheckInDraft {
  value: string;
  /** Percent, or nothing. */
  confidence: string;
  health: Health | null;
  /** The last day on which the health is shown, or nothing. */
  shownUntil: string;
  note: string;
}

export const emptyCheckIn: CheckInDraft = { value: "", confidence: "", health: null, shownUntil: "", note: "" };

type Statement = z.input<typeof CheckInBody>;

/** A health that people state; the others are what okr-sync finds out by itself. */
export const statableHealths: readonly Health[] = ["on_track", "at_risk", "off_track", "done"];

/** Whether people state its number: the others' is computed. */
export function hasStatedValue({ measure }: Pick<KeyResultAnswer, "measure">): boolean {
  return measure.kind === "metric";
}

/** The statement, or what keeps the draft from being one. `today` is the UTC day. */
export function readCheckIn(draft: CheckInDraft, today: Day): Statement | WriteProblems {
  const { value, confidence, health, shownUntil, note } = draft;
  const statement: Statement = {};
  const fields = new Map<string, string>();
  if (value.trim() !== "") {
    const number = readNumber(value);
    if (number === null) fields.set("value", "This is not a number. Write it without its unit, such as 5.1.");
    else statement.value = number;
  }
  if (confidence !== "") statement.confidence = Number(confidence) / 100;
  if (health !== null) statement.health = health;
  if (note.trim() !== "") statement.note = note.trim();
  if (health !== null && shownUntil !== "") {
    if (shownUntil < today) fields.set("expiresAt", "This day is over. Choose today or a later one.");
    // To the end of that day.
    else statement.expiresAt = addDays(shownUntil, 1);
  }
  if (fields.size > 0) return { fields, general: null };
  const isEmpty = Object.keys(statement).length === 0;
  return isEmpty ? { fields, general: "There is nothing in it yet: say at least one of these." } : statement;
}

export function isProblems(read: Statement | WriteProblems): read is WriteProblems {
  return "fields" in read;
}
