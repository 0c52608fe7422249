/** Which verbs put an edited folder in force, and which go by what is in force already. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createColdPlace, type Place } from "../e2e/places.ts";
import { shopEnv, writeShopConfig } from "../e2e/shop.ts";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";
import { runCli } from "./run-cli.ts";

/** Four processes, one after the other, on a machine that may be busy. */
const testTimeoutMs = 240_000;

let place: Place;
let dataDir: string;
beforeAll(async () => {
  place = await createColdPlace("embedded");
  dataDir = await copyEmbeddedTemplate(inject("sharedFolder"));
  await writeShopConfig(place.configDir);
});
afterAll(async () => {
  await place.remove();
  await rm(dataDir, { recursive: true, force: true });
});

const run = (...args: string[]) =>
  runCli(args, { env: { ...shopEnv, OKR_SYNC_CONFIG: place.configDir, OKR_SYNC_DATA: dataDir } });
const revisionOf = (out: string) => (JSON.parse(out) as { config: { revision: number } }).config.revision;

describe("an edited folder", () => {
  it(
    "is left alone by the verbs that look and state, which say so, and accepted by those that receive",
    async () => {
      const first = await run("status", "--json");
      expect({ revision: revisionOf(first.out), err: first.err }).toEqual({ revision: 1, err: "" });
      const path = join(place.configDir, "okrs.yaml");
      await writeFile(path, (await readFile(path, "utf8")).replace("title: Done", "title: Sold"));
      const second = await run("status", "--json");
      expect(revisionOf(second.out)).toBe(1);
      expect(second.err).toMatch(/revision 1, and .* holds another one.*"okr-sync plan".*"okr-sync start"/);
      await run("replay", "--failed");
      const third = await run("status", "--json");
      expect({ revision: revisionOf(third.out), err: third.err }).toEqual({ revision: 2, err: "" });
    },
    testTimeoutMs,
  );
});
