/** The shape of sources.yaml, after its references are replaced. */
import { z } from "zod";
import { Cron } from "./cron.ts";
import { Duration } from "./duration.ts";
import { Id } from "./id.ts";
import { strictMap, Text } from "./zod-complaint.ts";

/** Secrets travel in headers and are compared as they are: a line break in one is a slip of the pen. */
const Secret = Text.refine((text) => !/\p{Cc}/u.test(text), "holds a line break or another control character");

const Url = z
  .string()
  .refine(isHttpUrl, "must be an http or https address without user name, query or fragment")
  .transform((url) => url.replace(/\/+$/, ""));

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    `${url.username}${url.password}${url.search}${url.hash}` === ""
  );
}

const aliasPattern = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Names that every object has already would answer for fields that nobody defined. */
const Alias = z
  .string()
  .regex(aliasPattern, "an alias must be letters, digits and underscores")
  .refine((name) => !(name in {}), "this alias is reserved")
  .refine((name) => !computedFields.includes(name), "this alias is the name of a computed field");

/** Fields that the domain computes; they serve as `by: field:…` on every source. */
export const computedFields: readonly string[] = ["leadTimeDays", "cycleTimeDays"];

const Off = z.literal("off");
const Every = Duration.default(15 * 60_000);
const Full = Cron.default("0 3 * * *");

const common = {
  id: Id,
  apiUrl: Url.optional(),
  webhookSecrets: z.array(Secret).default([]),
  staleAfter: Duration.default(24 * 3_600_000),
  maxAge: Duration.default(24 * 3_600_000),
};

export const SourceShape = z.discriminatedUnion("kind", [
  strictMap({
    ...common,
    kind: z.literal("jira"),
    baseUrl: Url,
    webhookAuth: strictMap({
      header: z.string().regex(/^[A-Za-z0-9-]+$/, "must be the name of a header"),
      values: z.array(Secret).min(1),
    }).optional(),
    auth: z
      .union([
        strictMap({ email: z.email({ error: () => "must be an e-mail address" }), apiToken: Secret }),
        strictMap({ token: Secret }),
      ])
      .optional(),
    fields: z.record(Alias, z.union([Text, z.array(Text).min(1)])).default({}),
    canceledResolutions: z.array(Text).optional(),
    reconcile: z.union([Off, strictMap({ every: Every, full: Full, jql: Text.optional() })]).optional(),
  }),
  strictMap({
    ...common,
    kind: z.literal("linear"),
    auth: z.union([strictMap({ apiKey: Secret }), strictMap({ accessToken: Secret })]).optional(),
    reconcile: z
      .union([Off, strictMap({ every: Every, full: Full, teams: z.array(Text).min(1).optional() })])
      .optional(),
  }),
]);
export type SourceShape = z.infer<typeof SourceShape>;

export const TokenShape = strictMap({ name: Text, role: z.enum(["viewer", "editor", "admin"]), token: Secret });
