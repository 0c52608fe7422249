import { mkdir, mkdtemp, rename, rm, symlink, truncate, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { referencedFiles } from "../../src/config/folder/print.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigResult } from "../../src/config/parse.ts";
import { createFolderWatch, patienceMs, settleMs } from "../../src/config/folder/watch.ts";

const okrs = (title: string) => `
periods: [{ id: q4, start: 2026-10-01, due: 2026-12-31 }]
objectives:
  - id: launch
    title: ${title}
    period: q4
    owner: ann
    keyResults: [{ id: kr, title: KR, measure: { kind: milestone } }]
`;
const sources = (secret: string) => `
sources: [{ id: jira, kind: jira, baseUrl: "https://acme.atlassian.net", webhookSecrets: ["\${file:${secret}}"] }]
`;
const mapping = "rules: [{ id: r, keyResult: kr, when: { label: beta } }]\n";

let place: string;
let dir: string;
let secret: string;
let nowMs: number;
let heard: ConfigResult[];
let fails: Error | null;
let watch: ReturnType<typeof createFolderWatch>;

const write = (name: string, text: string) => writeFile(join(dir, name), text);

/** What each settled state amounted to: the objective's title, or how many problems there were. */
const told = () => heard.map((each) => (each.ok ? each.config.objectives[0]?.title : each.problems.length));

/** Looks as the service does, every 100 ms of the injected time. */
async function lookFor(ms: number): Promise<void> {
  for (const until = nowMs + ms; nowMs <= until; nowMs += 100) await watch.look();
}

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "okr-sync-watch-"));
  dir = join(place, "config");
  secret = join(place, "secret");
  await mkdir(dir);
  await writeFile(secret, "first-secret-0123456789");
  await write("okrs.yaml", okrs("one"));
  await write("mapping.yaml", mapping);
  await write("sources.yaml", sources(secret));
  nowMs = 1_000_000;
  heard = [];
  fails = null;
  watch = createFolderWatch({
    dir,
    referenced: () => [secret],
    load: (folder) => loadConfig(folder, { env: {} }),
    async onSettled(result) {
      if (fails !== null) throw fails;
      heard.push(result);
    },
    nowMs: () => nowMs,
  });
  await lookFor(settleMs);
});
afterEach(() => rm(place, { recursive: true, force: true }));

describe("createFolderWatch", () => {
  it("tells the first state, once it is seen to stay, and nothing while nothing changes", async () => {
    expect(told()).toEqual(["one"]);
    await lookFor(10_000);
    expect(told()).toEqual(["one"]);
  });

  it("tells a change when nothing has been written for a while", async () => {
    await write("okrs.yaml", okrs("two"));
    await lookFor(settleMs - 200);
    expect(told()).toEqual(["one"]);
    await lookFor(settleMs);
    expect(told()).toEqual(["one", "two"]);
  });

  it("takes several writes for one change", async () => {
    for (const title of ["two", "three", "four"]) {
      await write("okrs.yaml", okrs(title));
      await lookFor(settleMs - 200);
    }
    await lookFor(settleMs);
    expect(told()).toEqual(["one", "four"]);
  });

  it("sees a replaced file of the same size", async () => {
    await write("okrs.yaml.new", okrs("two"));
    await rename(join(dir, "okrs.yaml.new"), join(dir, "okrs.yaml"));
    await lookFor(settleMs);
    expect(told()).toEqual(["one", "two"]);
  });

  it("sees a folder that is swapped behind a link", async () => {
    const versions = ["a", "b"].map((name) => join(place, name));
    await rename(dir, versions[0]!);
    await mkdir(versions[1]!);
    await writeFile(join(versions[1]!, "okrs.yaml"), okrs("two"));
    await writeFile(join(versions[1]!, "mapping.yaml"), mapping);
    await writeFile(join(versions[1]!, "sources.yaml"), sources(secret));
    await symlink(versions[0]!, dir);
    await lookFor(patienceMs);
    await symlink(versions[1]!, `${dir}.new`);
    await rename(`${dir}.new`, dir);
    await lookFor(settleMs);
    expect(told().at(-1)).toBe("two");
  });

  it("sees files that are links into a folder that is swapped, as Kubernetes mounts them", async () => {
    for (const [name, title] of [
      ["..one", "one"],
      ["..two", "two"],
    ]) {
      await mkdir(join(dir, name!));
      await writeFile(join(dir, name!, "okrs.yaml"), okrs(title!));
    }
    await symlink("..one", join(dir, "..data"));
    await unlink(join(dir, "okrs.yaml"));
    await symlink("..data/okrs.yaml", join(dir, "okrs.yaml"));
    await lookFor(settleMs);
    await symlink("..two", join(dir, "..new"));
    await rename(join(dir, "..new"), join(dir, "..data"));
    await lookFor(settleMs);
    expect(told().at(-1)).toBe("two");
  });

  it("sees a secret's file that is replaced", async () => {
    await writeFile(secret, "second-secret-0123456789");
    await lookFor(settleMs);
    const secrets = heard.map((each) => each.ok && each.config.sources[0]?.webhookSecrets[0]);
    expect(secrets).toEqual(["first-secret-0123456789", "second-secret-0123456789"]);
  });

  it.each([
    ["cut off in the middle", () => write("okrs.yaml", okrs("two").slice(0, 90))],
    ["cut off where what is left is right in itself", () => write("mapping.yaml", "rules: []\n")],
    ["empty", () => truncate(join(dir, "mapping.yaml"))],
    ["gone for a moment", () => unlink(join(dir, "mapping.yaml"))],
  ])("waits for a file that is %s, and never tells of that state", async (_what, spoil) => {
    await spoil();
    await lookFor(patienceMs - 500);
    expect(told()).toEqual(["one"]);
    await write("okrs.yaml", okrs("two"));
    await write("mapping.yaml", mapping);
    await lookFor(settleMs);
    expect(told()).toEqual(["one", "two"]);
  });

  it("tells what is wrong once it has stayed wrong", async () => {
    await write("okrs.yaml", "objectives: [");
    await lookFor(patienceMs);
    expect(told()).toEqual(["one", expect.any(Number)]);
    await lookFor(10_000);
    expect(told()).toHaveLength(2);
  });

  it("believes in the end that an optional file is meant to be gone", async () => {
    await unlink(join(dir, "mapping.yaml"));
    await lookFor(patienceMs);
    expect(heard.at(-1)).toMatchObject({ ok: true, config: { mapping: { rules: [] } } });
  });

  it("tells that the folder is gone, and that it is back", async () => {
    await rename(dir, `${dir}.away`);
    await lookFor(patienceMs);
    expect(told()).toEqual(["one", 1]);
    await rename(`${dir}.away`, dir);
    await lookFor(settleMs);
    expect(told()).toEqual(["one", 1, "one"]);
  });

  it("tells the same state again where nobody could take it", async () => {
    fails = new Error("the store is away");
    await write("okrs.yaml", okrs("two"));
    await expect(lookFor(settleMs)).rejects.toThrow("away");
    fails = null;
    await lookFor(settleMs);
    expect(told()).toEqual(["one", "two"]);
  });
});

describe("referencedFiles", () => {
  it("are the paths that references in the files with references name, each once", () => {
    const line = "a: ${file:/run/b} ${file:/run/a} ${NAME} ${file:relative}\n";
    const files = { "sources.yaml": line, "access.yaml": line, "okrs.yaml": "${file:/run/never}" };
    expect(referencedFiles(files)).toEqual(["/run/a", "/run/b"]);
  });
});
