import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPage } from "../../../src/cli/demo/open-page.ts";

describe.runIf(platform() === "linux")("openPage", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "okr-sync-open-"));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  it("hands the address to the system's opener", async () => {
    const opener = join(folder, "xdg-open");
    await writeFile(opener, `#!/bin/sh\nprintf %s "$1" > "${folder}/opened"\n`);
    await chmod(opener, 0o755);
    vi.stubEnv("PATH", `${folder}:${process.env["PATH"]}`);
    expect(await openPage("http://127.0.0.1:3000/")).toBe(true);
    await vi.waitFor(async () => {
      expect(await readFile(join(folder, "opened"), "utf8")).toBe("http://127.0.0.1:3000/");
    });
  });

  it("says so where there is none", async () => {
    vi.stubEnv("PATH", folder);
    expect(await openPage("http://127.0.0.1:3000/")).toBe(false);
  });
});
