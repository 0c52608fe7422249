/** The shape of mapping.yaml and of the tests in its conditions. */
import { z } from "zod";
import { Id } from "./id.ts";
import { strictMap, Text } from "./zod-complaint.ts";

const Texts = z.array(Text).min(1);

export const TextTestShape = z.union([
  Text,
  Texts,
  strictMap({
    any: Texts.optional(),
    all: Texts.optional(),
    none: Texts.optional(),
    matches: Text.optional(),
    exists: z.boolean().optional(),
  }),
]);

const NumberBounds = strictMap({
  gte: z.number().optional(),
  gt: z.number().optional(),
  lte: z.number().optional(),
  lt: z.number().optional(),
  exists: z.boolean().optional(),
});

export const NumberTestShape = z.union([z.number(), NumberBounds]);

const DateBound = z
  .string()
  .refine(isDateBound, "must be a day (2026-10-01), an instant (2026-10-01T12:00:00Z) or relative to today (-14d)");

export const DateTestShape = strictMap({
  gte: DateBound.optional(),
  gt: DateBound.optional(),
  lte: DateBound.optional(),
  lt: DateBound.optional(),
  exists: z.boolean().optional(),
});

const Day = z.iso.date();
const time = /^[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;

function isDateBound(text: string): boolean {
  if (/^[+-]?\d{1,5}d$/.test(text)) return true;
  return Day.safeParse(text.slice(0, 10)).success && (text.length === 10 || time.test(text.slice(10)));
}

export const WithinShape = z.union([Text, Texts]);

export const JqlShape = Text;

export const ConventionsShape = strictMap({ label: Text.optional(), field: Text.optional() });

/** `when` is checked on its own, key by key. */
export const RuleShape = strictMap({
  id: Id,
  keyResult: Text,
  weight: z.number().min(0).default(1),
  when: z.unknown().optional(),
});
