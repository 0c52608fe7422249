import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../.ci/run", import.meta.url));

/** `.ci/run` with an npm and servers that only pretend. */
describe(".ci/run", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "okr-sync-ci-"));
    for (const name of ["postgres", "redis-server", "chromium"]) await program(name, "exit 0");
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function program(name: string, text: string): Promise<void> {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, 0o755);
  }

  async function run(npmTest: string, npmCi = "true"): Promise<{ code: number | null; lastLine: string | undefined }> {
    await program("npm", `if [ "$1" = ci ]; then ${npmCi}; else ${npmTest}; fi`);
    const child = spawn(script, {
      env: { PATH: `${folder}:${process.env["PATH"]}`, CI: "true" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, lastLine: out.trimEnd().split("\n").at(-1) };
  }

  it.each([
    ["all tests that passed", "echo ' Tests  75 passed (75)'", 0, "75 passed, 0 failed"],
    ["tests that failed", "echo ' Tests  2 failed | 73 passed (75)'; exit 1", 1, "73 passed, 2 failed"],
    [
      "coloured output",
      "printf '\\033[2m      Tests \\033[22m \\033[32m75 passed\\033[39m (75)\\n'",
      0,
      "75 passed, 0 failed",
    ],
    ["a lint that failed before any test", "echo lint; exit 1", 1, "0 passed, 1 failed"],
    ["a failure beside the tests", "echo ' Tests  75 passed (75)'; exit 1", 1, "75 passed, 1 failed"],
    [
      "files of tests as well",
      "echo ' Test Files  1 failed | 8 passed (9)'; echo ' Tests  9 passed (9)'; exit 1",
      1,
      "9 passed, 1 failed",
    ],
  ])("counts %s", async (_, npmTest, code, lastLine) => {
    expect(await run(npmTest)).toEqual({ code, lastLine });
  });

  it("fails where the installation does", async () => {
    expect(await run("echo ' Tests  75 passed (75)'", "exit 7")).toEqual({ code: 7, lastLine: "0 passed, 1 failed" });
  });
});
