/** Whether a text is a five-field cron expression: minute, hour, day of month, month, day of week. */
import { z } from "zod";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const fields: readonly { min: number; max: number; names: readonly string[] }[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: months },
  { min: 0, max: 7, names: days },
];

export function isCron(text: string): boolean {
  const parts = text.split(" ");
  return (
    parts.length === fields.length && parts.every((part, index) => part.split(",").every((item) => fits(item, index)))
  );
}

function fits(item: string, index: number): boolean {
  const found = /^(?:\*|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d{1,2}))?$/i.exec(item);
  if (found === null) return false;
  const [, from, to, step] = found;
  if (step !== undefined && Number(step) === 0) return false;
  if (from === undefined) return true;
  const first = numberOf(from, index);
  const last = to === undefined ? first : numberOf(to, index);
  return first !== null && last !== null && first <= last;
}

function numberOf(text: string, index: number): number | null {
  const { min, max, names } = fields[index]!;
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + (names === months ? 1 : 0);
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : null;
}

const message = 'must be a cron expression of five fields, such as "0 3 * * *"';

export const Cron = z
  .string()
  .refine(isCron, message)
  .meta({ pattern: "^\\S+( \\S+){4}$", patternErrorMessage: message });
