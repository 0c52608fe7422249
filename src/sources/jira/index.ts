/** Jira Cloud, Jira Data Center and Jira Automation. */
import { deliveryIdIn } from "../delivery-id.ts";
import type { Source } from "../source.ts";
import { open } from "./fetch.ts";
import { normalise } from "./normalise.ts";
import { verify } from "./verify.ts";

export const jira: Source = {
  kind: "jira",
  verify,
  deliveryId: (headers) => deliveryIdIn(headers, "x-atlassian-webhook-identifier"),
  normalise,
  open,
};
