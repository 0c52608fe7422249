/** The service's configuration under chaos: the simulated sites, and key results of every grain and reach. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../src/config/config.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { CompiledMapping } from "../../src/domain/mapping.ts";
import { compileConfig } from "../../src/config/compile.ts";
import { webhookSecret } from "../simulator/delivery.ts";
import { customFields, sites } from "../simulator/jira-issue.ts";

export const chaosEnv = { CHAOS_SECRET: webhookSecret };

const okrs = `periods: [{ id: long, start: 2026-01-01, due: 2036-12-31 }]
objectives:
  - id: launch
    title: Launch
    period: long
    parent: grow
    keyResults:
      - { id: platform-complete, title: Platform, weight: 2, measure: { kind: completion, by: estimate }, grain: issue }
      - { id: beta-improvements, title: Improvements, measure: { kind: total, by: count, target: 500 } }
      - { id: epics, title: Epics, measure: { kind: completion, by: count }, grain: container }
      - { id: leaves, title: Leaves, measure: { kind: completion, by: count }, grain: leaf }
  - id: linear-side
    title: Linear
    period: long
    parent: grow
    keyResults:
      - { id: linear-all, title: Everything, measure: { kind: completion, by: count }, grain: all }
      - { id: linear-latest, title: Latest, measure: { kind: total, by: estimate, aggregate: latest, target: 8 } }
      - { id: gate, title: Gate, measure: { kind: milestone } }
  - id: grow
    title: Grow
    period: long
    rollup: withChildren
    keyResults:
      - { id: launched, title: Launched, measure: { kind: objective, objective: launch } }
`;

const mapping = `conventions: { label: "kr:" }
rules:
  - { id: shop-epic, keyResult: platform-complete, when: { source: cloud, within: SHOP-1 } }
  - { id: core-epic, keyResult: platform-complete, when: { source: server, within: CORE-1 }, weight: 0.5 }
  - { id: beta, keyResult: beta-improvements, when: { label: beta } }
  - { id: epics, keyResult: epics, when: { source: [cloud, server], project: [SHOP, CORE] } }
  - { id: leaves, keyResult: leaves, when: { source: [cloud, server], label: { none: [spike] } } }
  - { id: linear-all, keyResult: linear-all, when: { source: linear, team: [ENG, WEB] } }
  - { id: linear-latest, keyResult: linear-latest, when: { source: linear, label: backend } }
  - { id: gate, keyResult: gate, when: { source: linear, label: spike } }
`;

const sources = `sources:
  - id: cloud
    kind: jira
    baseUrl: ${sites.cloud}
    webhookSecrets: ["\${CHAOS_SECRET}"]
    fields: { estimate: [${customFields.cloud.estimate}] }
    canceledResolutions: ["Won't Do"]
  - id: server
    kind: jira
    baseUrl: ${sites.server}
    webhookSecrets: ["\${CHAOS_SECRET}"]
    fields: { estimate: [${customFields.server.estimate}], epicLink: [${customFields.server.epicLink}] }
    canceledResolutions: ["Won't Do"]
  - { id: linear, kind: linear, webhookSecrets: ["\${CHAOS_SECRET}"] }
`;

export async function writeChaosConfig(dir: string): Promise<void> {
  await writeFile(join(dir, "okrs.yaml"), okrs);
  await writeFile(join(dir, "mapping.yaml"), mapping);
  await writeFile(join(dir, "sources.yaml"), sources);
}

/** The same, read for the verdict. */
export async function readChaosConfig(dir: string): Promise<{ config: Config; compiled: CompiledMapping }> {
  const result = await loadConfig(dir, { env: chaosEnv });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { config: result.config, compiled: compileConfig(result.config) };
}
