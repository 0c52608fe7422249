/** The shape of sources.yaml and access.yaml, after their references are replaced. */
import { z } from "zod";
import { Cron } from "./cron.ts";
import { Duration } from "./duration.ts";
import { Id } from "./id.ts";
import { wordedText } from "./worded-text.ts";
import { strictMap, Text } from "./zod-complaint.ts";

/** Secrets travel in headers and are compared as they are: a line break in one is a slip of the pen. */
const Secret = Text.refine((text) => !/\p{Cc}/u.test(text), "holds a line break or another control character");

/** Longer ones fit neither into requests nor into messages. */
const maxUrlLength = 2000;

const urlMessage = "must be an http or https address without user name, query or fragment";

const Url = z
  .string()
  .max(maxUrlLength)
  .refine(isHttpUrl, urlMessage)
  .meta({ pattern: "^[Hh][Tt][Tt][Pp][Ss]?://[^?#]+$", patternErrorMessage: urlMessage })
  .transform((url) => url.replace(/(?<!\/)\/+$/, ""));

function isHttpUrl(text: string): boolean {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  return url !== null && !/[?#]/.test(text) && `${url.username}${url.password}` === "";
}

/** Fields that the domain computes; they serve as `by: field:…` on every source. */
export const computedFields: readonly string[] = ["leadTimeDays", "cycleTimeDays"];

/** Names that every object has already would answer for fields that nobody defined. */
const Alias = wordedText(/^[A-Za-z][A-Za-z0-9_]*$/, "an alias must be letters, digits and underscores")
  .refine((name) => !(name in {}), "this alias is reserved")
  .refine((name) => !computedFields.includes(name), "this alias is the name of a computed field");

const FieldIds = z.union([Text, z.array(Text).min(1)]);

/** Aliases that mean something to us, for editors to name. */
const knownAliases: Readonly<Record<string, string>> = {
  estimate: "size of an issue; of a list, the first filled one wins",
  team: "what the condition key team tests",
  keyResult: "holds a key-result id; name it in mapping.yaml under conventions",
  startedAt: "when work began; needed for field:cycleTimeDays",
  sprint: "sprints, where the site does not name its sprint field as usual",
  epicLink: "Data Center: the epic above an issue",
  parentLink: "Data Center with Advanced Roadmaps: the parent above an epic",
};

const fieldIdsForEditors = {
  anyOf: [
    { type: "string", minLength: 1 },
    { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
  ],
};

const Fields = z
  .record(Alias, FieldIds)
  .default({})
  .meta({
    description: "custom fields by a name of your own, for conditions (field.<alias>) and measures (field:<alias>)",
    properties: Object.fromEntries(
      Object.entries(knownAliases).map(([alias, description]) => [alias, { description, ...fieldIdsForEditors }]),
    ),
  });

const Off = z.literal("off").describe("never");
const Every = Duration.prefault("15m").describe("how often what changed is fetched");
const Full = Cron.default("0 3 * * *").describe(
  "when everything is compared: minute, hour, day of month, month, weekday",
);

const reconcile = "fetches what no webhook told; needs auth";

const common = {
  id: Id.describe("stands in the webhook's address, /webhooks/<id>, and in every stored issue; written out"),
  apiUrl: Url.optional().describe("another address of the tracker's API, for proxies and tests"),
  webhookSecrets: z
    .array(Secret)
    .default([])
    .meta({
      description: "what deliveries are signed with; several while rotating. Without any, every delivery is refused",
      examples: [["${JIRA_WEBHOOK_SECRET}"]],
    }),
  staleAfter: Duration.prefault("24h").describe("silence after which key results are shown as stale"),
  maxAge: Duration.prefault("24h").describe("how old a signed delivery may be"),
};

const Jira = strictMap({
  ...common,
  kind: z.literal("jira"),
  baseUrl: Url.meta({ description: "address of the site", examples: ["https://acme.atlassian.net"] }),
  webhookAuth: strictMap({
    header: wordedText(/^[A-Za-z0-9-]+$/, "must be the name of a header"),
    values: z.array(Secret).min(1).describe("each of them is accepted"),
  })
    .optional()
    .describe("instead of a signature: a header with a secret value, for Data Center and Automation rules"),
  auth: z
    .union([
      strictMap({ email: z.email({ error: () => "must be an e-mail address" }), apiToken: Secret }),
      strictMap({ token: Secret }),
    ])
    .optional()
    .describe("Jira Cloud: email and apiToken; Data Center: token. Without it, webhooks only"),
  fields: Fields,
  canceledResolutions: z
    .array(Text)
    .optional()
    .describe("resolutions that mean canceled; default: Won't Do, Won't Fix, Duplicate, Declined and the like"),
  reconcile: z
    .union([Off, strictMap({ every: Every, full: Full, jql: Text.optional().describe("only what this query finds") })])
    .optional()
    .describe(reconcile),
});

const Linear = strictMap({
  ...common,
  kind: z.literal("linear"),
  auth: z
    .union([strictMap({ apiKey: Secret }), strictMap({ accessToken: Secret })])
    .optional()
    .describe("apiKey of a person, or accessToken of an application. Without it, webhooks only"),
  reconcile: z
    .union([
      Off,
      strictMap({
        every: Every,
        full: Full,
        teams: z.array(Text).min(1).optional().describe("keys of these teams only"),
      }),
    ])
    .optional()
    .describe(reconcile),
});

export const SourceShape = z.discriminatedUnion("kind", [Jira, Linear]);
export type SourceShape = z.infer<typeof SourceShape>;

export const TokenShape = strictMap({
  name: Text.describe("whose token it is, for the log; each is used once"),
  role: z.enum(["viewer", "editor", "admin"]).describe("viewer reads, editor checks in and links, admin does the rest"),
  token: Secret.meta({ description: "the secret that requests carry", examples: ["${WALL_TOKEN}"] }),
});
