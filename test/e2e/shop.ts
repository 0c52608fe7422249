/** One key result that counts the issues of one project, and as many signed deliveries as a test asks for. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { DeliveryAnswer, KeyResultAnswer } from "./client.ts";
import { jiraHistory } from "./jira-tracker.ts";
import type { RunningService } from "./service.ts";
import { jiraSigner, type SignedDelivery } from "./signing.ts";

const secret = "shop-secret";

export async function writeShopConfig(dir: string): Promise<void> {
  await writeFile(
    join(dir, "okrs.yaml"),
    `periods: [{ id: long, start: 2026-01-01, due: 2036-12-31 }]
objectives:
  - id: o-shop
    title: The shop
    period: long
    keyResults:
      - { id: shop-done, title: Done, measure: { kind: completion, by: count } }
`,
  );
  await writeFile(join(dir, "mapping.yaml"), "rules: [{ id: shop, keyResult: shop-done, when: { project: SHOP } }]\n");
  await writeFile(
    join(dir, "sources.yaml"),
    `sources: [{ id: jira, kind: jira, baseUrl: "https://acme.atlassian.net", webhookSecrets: ["\${SHOP_SECRET}"] }]\n`,
  );
}

export const shopEnv = { SHOP_SECRET: secret };

/** Another issue for each number; every third is done. */
export function shopDelivery(number: number): SignedDelivery {
  const site = { baseUrl: "https://acme.atlassian.net", sign: jiraSigner("jira", secret) };
  const [created] = jiraHistory(site, { key: `SHOP-${number}`, status: isDone(number) ? "Done" : "To Do" });
  return created!;
}

const isDone = (number: number) => number % 3 === 0;

/** What was answered with 200: issue number by delivery id. */
export type Acknowledged = Map<string, number>;

/** Posts one; false where the service went away before it answered. */
export async function postShop(service: RunningService, acknowledged: Acknowledged, number: number): Promise<boolean> {
  try {
    const { status, body } = await service.postSigned(shopDelivery(number));
    if (status !== 200) return false;
    acknowledged.set(body.deliveryId, number);
    return true;
  } catch {
    return false;
  }
}

/** Every acknowledged delivery is processed, and the key result counts at least their issues, each with its own state. */
export async function expectNothingLost(service: RunningService, acknowledged: Acknowledged): Promise<void> {
  const deliveries = await service.all<DeliveryAnswer>("/api/v1/deliveries");
  const processed = new Set(deliveries.filter(({ status }) => status === "processed").map(({ id }) => id));
  expect([...acknowledged.keys()].filter((id) => !processed.has(id))).toEqual([]);
  expect(deliveries.filter(({ status }) => status !== "processed")).toEqual([]);
  const rows = await service.all<{ issue: { key: string; statusCategory: string } }>(
    "/api/v1/key-results/shop-done/contributions",
  );
  const numbers = rows.map(({ issue }) => Number(issue.key.slice("SHOP-".length)));
  expect([...acknowledged.values()].filter((number) => !numbers.includes(number))).toEqual([]);
  const done = numbers.filter(isDone).length;
  const answer = await service.api<KeyResultAnswer>("/api/v1/key-results/shop-done");
  expect(answer.counts).toMatchObject({ completed: done, unstarted: numbers.length - done });
  expect(answer.value).toBeCloseTo(done / numbers.length, 9);
}
