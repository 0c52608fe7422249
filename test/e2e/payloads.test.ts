/** Every real payload goes through the running service over HTTP and ends as the golden file says. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DeliveryAnswer } from "./client.ts";
import { createPlace, type Place } from "./places.ts";
import { type RunningService, startService } from "./service.ts";
import { jiraSigner, linearSigner, type SignedDelivery, type Signer } from "./signing.ts";

interface Golden {
  outcome: "issues" | "ignored" | "failed";
  event: string;
  reason?: string;
  path?: string;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const golden = JSON.parse(await readFile(join(root, "golden/payloads.json"), "utf8")) as Record<string, Golden>;
const secret = "payload-secret";
const signers: Record<string, Signer> = { jira: jiraSigner("jira", secret), linear: linearSigner("linear", secret) };

let place: Place;
let service: RunningService;
const ended = new Map<string, DeliveryAnswer>();
const answered = new Map<string, { status: number; id: string }>();

beforeAll(async () => {
  place = await createPlace("embedded");
  await writePayloadConfig(place.configDir);
  service = await startService({ configDir: place.configDir, dataDir: place.dataDir, env: { PAYLOAD_SECRET: secret } });
  for (const file of Object.keys(golden)) {
    const { status, body } = await service.postSigned(await deliveryOf(file));
    answered.set(file, { status, id: body.deliveryId });
  }
  await service.settled();
  for (const delivery of await service.all<DeliveryAnswer>("/api/v1/deliveries")) ended.set(delivery.id, delivery);
});

afterAll(async () => {
  await service?.kill();
  await place?.remove();
});

it.each(Object.entries(golden))(
  "%s is acknowledged and ends as the golden file says",
  (file, { outcome, event, reason, path }) => {
    const answer = answered.get(file);
    expect(answer?.status).toBe(200);
    const delivery = ended.get(answer?.id ?? "");
    expect(delivery).toMatchObject({ status: outcome === "issues" ? "processed" : outcome, event });
    if (reason !== undefined) expect(delivery?.reason).toBe(reason);
    if (path !== undefined) expect(delivery?.reason).toContain(path);
  },
);

it("leaves nothing unprocessed", () => {
  expect([...ended.values()].filter(({ status }) => status === "received")).toEqual([]);
});

/** The file's own bytes; Linear's with the time of sending set to now, because an old one is refused. */
async function deliveryOf(file: string): Promise<SignedDelivery> {
  const [tracker = ""] = file.split("/");
  const bytes = Buffer.from(await readFile(join(root, "fixtures/payloads", file)));
  const sign = signers[tracker];
  if (sign === undefined) throw new Error(`no signer for ${file}`);
  if (tracker === "jira") return sign(bytes);
  return sign({ ...(JSON.parse(bytes.toString()) as object), webhookTimestamp: Date.now() });
}

async function writePayloadConfig(dir: string): Promise<void> {
  await writeFile(
    join(dir, "okrs.yaml"),
    `periods: [{ id: long, start: 2026-01-01, due: 2036-12-31 }]
objectives:
  - id: o-all
    title: Everything
    period: long
    keyResults: [{ id: all-done, title: All done, measure: { kind: completion, by: count } }]
`,
  );
  await writeFile(join(dir, "mapping.yaml"), 'rules: [{ id: all, keyResult: all-done, when: { title: "*" } }]\n');
  const secrets = '["${PAYLOAD_SECRET}"]';
  await writeFile(
    join(dir, "sources.yaml"),
    `sources:
  - { id: jira, kind: jira, baseUrl: "https://acme.atlassian.net", webhookSecrets: ${secrets} }
  - { id: linear, kind: linear, webhookSecrets: ${secrets} }
`,
  );
}
