import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "../../src/store/folder-lock.ts";

describe("lockFolder", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "okr-sync-lock-"));
    path = join(folder, "okr-sync.lock");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is free again once released, and leaves nothing behind", async () => {
    const lock = await lockFolder(folder);
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
    await (await lockFolder(folder)).release();
  });

  it("names the process that holds it, and says what to do", async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: "DATABASE_LOCKED",
      message: expect.stringMatching(new RegExp(`process ${process.pid}.*OKR_SYNC_DATA.*DATABASE_URL.*delete ${path}`)),
    });
    await lock.release();
  });

  it("goes to one of many that ask at once, also when a dead process left it", async () => {
    await writeFile(path, JSON.stringify({ pid: await deadPid(), startedTicks: "1" }));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["okr-sync.lock"]);
  });

  it.each([
    ["a process that no longer lives", async () => ({ pid: await deadPid(), startedTicks: null })],
    ["another process that has got the number since", async () => ({ pid: process.pid, startedTicks: "1" })],
  ])("is taken over from %s", async (_whom, holder) => {
    await writeFile(path, JSON.stringify(await holder()));
    await (await lockFolder(folder)).release();
  });

  it.each(["", "{", "42", '{"pid":"x"}'])("is taken over from a file that is no lock: %j", async (content) => {
    await writeFile(path, content);
    await (await lockFolder(folder)).release();
  });

  it("is held by a living process whose start is unknown", async () => {
    await writeFile(path, JSON.stringify({ pid: process.pid, startedTicks: null }));
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: "DATABASE_LOCKED" });
  });

  it("does not remove, on release, what another process has taken since", async () => {
    const lock = await lockFolder(folder);
    await writeFile(path, "somebody else's");
    await lock.release();
    expect(await readFile(path, "utf8")).toBe("somebody else's");
  });
});

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}
