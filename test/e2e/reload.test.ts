/** A running service and its configuration folder: what an operator edits, and what everybody sees of it. */
import { copyFile, mkdir, readdir, rename, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { type KeyResultAnswer, until } from "./client.ts";
import { createPlace, type Place } from "./places.ts";
import { type RunningService, startService } from "./service.ts";
import { type Acknowledged, postShop, shopEnv, writeShopConfig } from "./shop.ts";

const patienceMs = 30_000;
const everyIssue = "rules: [{ id: shop, keyResult: shop-done, when: { project: SHOP } }]\n";
/** Only what is done counts, so all that counts is done. */
const doneOnly = "rules: [{ id: shop, keyResult: shop-done, when: { project: SHOP, statusCategory: completed } }]\n";

interface ConfigStatus {
  revision: number;
  matchedAt: string | null;
  refused: { problems: string[] } | null;
  unreadable: { revision: number; problems: string[] } | null;
}

let place: Place;
let running: RunningService[];

async function start(configDir = place.configDir, env: Record<string, string> = shopEnv): Promise<RunningService> {
  const service = await startService({ configDir, dataDir: place.dataDir, env: { ...env, ...place.env } });
  running.push(service);
  return service;
}

async function configOf(service: RunningService): Promise<ConfigStatus> {
  return (await service.api<{ config: ConfigStatus }>("/api/v1/status")).config;
}

async function untilConfig(service: RunningService, holds: (config: ConfigStatus) => boolean): Promise<ConfigStatus> {
  let seen = await configOf(service);
  const ask = async () => {
    seen = await configOf(service);
    return { holds: holds(seen), seen };
  };
  await until(ask, patienceMs, "the configuration did not come to that");
  return seen;
}

async function untilValue(service: RunningService, holds: (value: number | null) => boolean): Promise<void> {
  const ask = async () => {
    const { value } = await service.api<KeyResultAnswer>("/api/v1/key-results/shop-done");
    return { holds: holds(value), seen: value };
  };
  await until(ask, patienceMs, "the key result did not come to that");
}

const edit = (name: string, text: string) => writeFile(join(place.configDir, name), text);

/** Follows `config` events; `until` waits for one. */
async function follow(service: RunningService) {
  const abort = new AbortController();
  const response = await fetch(`${service.url}/api/v1/events`, { signal: abort.signal });
  let text = "";
  const reading = (async () => {
    for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
  })().catch(() => undefined);
  return {
    until: (pattern: RegExp) =>
      until(async () => ({ holds: pattern.test(text), seen: text }), patienceMs, `nothing was told like ${pattern}`),
    async stop() {
      abort.abort();
      await reading;
    },
  };
}

async function postSome(service: RunningService, acknowledged: Acknowledged, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += 1) await postShop(service, acknowledged, number);
}

beforeEach(() => {
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.kill()));
  await place.remove();
});

describe("a running service on the embedded defaults", () => {
  beforeEach(async () => {
    place = await createPlace("embedded");
    await writeShopConfig(place.configDir);
  });

  it("takes up a good change while deliveries come, tells of it, and loses none", async () => {
    const service = await start();
    const events = await follow(service);
    const acknowledged: Acknowledged = new Map();
    await postSome(service, acknowledged, 1, 6);
    await untilValue(service, (value) => value !== null && value < 1);
    const posting = postSome(service, acknowledged, 7, 40);
    await edit("mapping.yaml", doneOnly);
    await posting;
    await untilConfig(service, ({ revision, matchedAt }) => revision === 2 && matchedAt !== null);
    await untilValue(service, (value) => value === 1);
    await events.until(/event: config\ndata: \{"state":"accepted","revision":2/);
    await events.until(/event: progress\ndata: .*"cause":\{"id":"2","kind":"config"/);
    await events.stop();
    await service.settled(patienceMs);
    expect((await service.api<KeyResultAnswer>("/api/v1/key-results/shop-done")).counts.completed).toBe(13);
    expect(acknowledged.size).toBe(40);
  });

  it("refuses a bad change with its place, goes on by the old one, and forgets the refusal when it is put right", async () => {
    const service = await start();
    const events = await follow(service);
    await edit("mapping.yaml", everyIssue.replace("shop-done", "shop-dome"));
    const { revision, refused } = await untilConfig(service, (config) => config.refused !== null);
    expect(revision).toBe(1);
    expect(refused?.problems).toEqual([expect.stringMatching(/^mapping\.yaml:1:\d+: .*shop-dome.*shop-done/)]);
    await events.until(/event: config\ndata: \{"state":"refused"/);
    await postSome(service, new Map(), 1, 3);
    await untilValue(service, (value) => value === 1 / 3);
    expect(service.log().filter(({ msg }) => msg?.includes("is refused"))).toHaveLength(1);
    await edit("mapping.yaml", everyIssue);
    await untilConfig(service, (config) => config.refused === null);
    await events.stop();
    expect((await configOf(service)).revision).toBe(1);
  });

  it("survives a file that is half written", async () => {
    const service = await start();
    const path = join(place.configDir, "okrs.yaml");
    await truncate(path, 120);
    await edit("mapping.yaml", doneOnly);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await writeShopConfig(place.configDir);
    await edit("mapping.yaml", doneOnly);
    await untilConfig(service, ({ revision }) => revision === 2);
    expect(service.log().filter(({ msg }) => msg?.includes("is refused"))).toEqual([]);
    expect((await configOf(service)).refused).toBeNull();
  });

  it("takes up a folder that is swapped behind a link", async () => {
    const [one, two] = ["one", "two"].map((name) => join(place.configDir, name));
    for (const folder of [one!, two!]) {
      await mkdir(folder);
      await writeShopConfig(folder);
    }
    await writeFile(join(two!, "mapping.yaml"), doneOnly);
    const link = join(place.configDir, "current");
    await symlink(one!, link);
    const service = await start(link);
    await postSome(service, new Map(), 1, 3);
    await untilValue(service, (value) => value === 1 / 3);
    await symlink(two!, `${link}.new`);
    await rename(`${link}.new`, link);
    await untilConfig(service, ({ revision }) => revision === 2);
    await untilValue(service, (value) => value === 1);
  });

  it("comes to the new configuration after kill -9 right after the change", async () => {
    const service = await start();
    await postSome(service, new Map(), 1, 30);
    await untilValue(service, (value) => value !== null);
    await edit("mapping.yaml", doneOnly);
    await untilConfig(service, ({ revision }) => revision === 2);
    await service.kill();
    const again = await start();
    await untilValue(again, (value) => value === 1);
    expect((await configOf(again)).revision).toBe(2);
    expect((await again.api<KeyResultAnswer>("/api/v1/key-results/shop-done")).counts.completed).toBe(10);
  });
});

describe.runIf("url" in inject("postgres"))("two services on one PostgreSQL", () => {
  let other: string;
  beforeEach(async () => {
    place = await createPlace("postgres");
    await writeShopConfig(place.configDir);
    other = join(place.configDir, "other");
    await mkdir(other);
    for (const name of (await readdir(place.configDir)).filter((each) => each.endsWith(".yaml"))) {
      await copyFile(join(place.configDir, name), join(other, name));
    }
  });

  it("go by what either of them has accepted, and the one whose folder stays as it was undoes nothing", async () => {
    const [left, right] = [await start(), await start(other)];
    expect((await configOf(right)).revision).toBe(1);
    await postSome(right, new Map(), 1, 3);
    await untilValue(left, (value) => value === 1 / 3);
    await edit("mapping.yaml", doneOnly);
    for (const service of [left, right]) await untilConfig(service, ({ revision }) => revision === 2);
    await untilValue(right, (value) => value === 1);
    await postSome(right, new Map(), 4, 9);
    await right.settled(patienceMs);
    expect((await configOf(left)).revision).toBe(2);
    expect((await right.api<KeyResultAnswer>("/api/v1/key-results/shop-done")).counts.completed).toBe(3);
  });

  it("one that cannot read the newest says so, is not ready, and leaves the work to the other", async () => {
    const [left, right] = [await start(place.configDir, { ...shopEnv, ONLY_HERE: "s-0123456789" }), await start(other)];
    const sources = `sources: [{ id: jira, kind: jira, baseUrl: "https://acme.atlassian.net", webhookSecrets: ["\${SHOP_SECRET}", "\${ONLY_HERE}"] }]\n`;
    await edit("sources.yaml", sources);
    await untilConfig(left, ({ revision }) => revision === 2);
    const { unreadable } = await untilConfig(right, (config) => config.unreadable !== null);
    expect(unreadable).toEqual({ revision: 2, problems: [expect.stringMatching(/^sources\.yaml:1:\d+: .*ONLY_HERE/)] });
    expect((await fetch(`${right.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${left.url}/readyz`)).status).toBe(200);
    await postSome(right, new Map(), 1, 3);
    await untilValue(left, (value) => value === 1 / 3);
  });
});
