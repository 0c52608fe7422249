/** What the simulated sites hold now, as states: what an import into an empty store would find. */
import type { IssueState } from "../../src/domain/issue.ts";
import { sourceOf } from "../../src/sources/index.ts";
import type { SourceSettings } from "../../src/sources/source.ts";
import type { Content } from "./content.ts";
import type { Delivery } from "./delivery.ts";
import { type Item, siteNames } from "./item.ts";
import { jiraCreated } from "./jira-webhooks.ts";
import { linearCreated, linearRemoved } from "./linear-webhooks.ts";

export type SettingsOf = (site: Delivery["site"]) => SourceSettings;

/** Living items, and those in the trash as removed; as of the content's present time. */
export function presentStates(content: Content, settingsOf: SettingsOf): IssueState[] {
  const items = siteNames.flatMap((site) => content.items(site)).filter(({ gone }) => !gone);
  return items.flatMap((item) => statesOf(shown(content, item), settingsOf));
}

/** Throws on a delivery that cannot be read. */
export function statesOf({ site, body, event, sentAtMs }: Delivery, settingsOf: SettingsOf): readonly IssueState[] {
  const settings = settingsOf(site);
  const payload = JSON.parse(Buffer.from(body).toString()) as unknown;
  const read = sourceOf(settings.kind).normalise(settings, payload, new Date(sentAtMs).toISOString());
  if (read.outcome === "failed") throw new Error(`${event}: ${read.path}: ${read.message}`);
  return read.outcome === "issues" ? read.states : [];
}

function shown(content: Content, item: Item): Delivery {
  if (item.site !== "linear") return jiraCreated(content, item)[0]!;
  return (item.trashed ? linearRemoved(content, item) : linearCreated(content, item))[0]!;
}
