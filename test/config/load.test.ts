import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatProblem, loadConfig } from "../../src/config/load.ts";
import { readRegularFile } from "../../src/config/folder/regular-file.ts";
import { smallConfig, smallEnv } from "./small-config.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "okr-sync-config-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

async function problems(env: Record<string, string> = smallEnv): Promise<string[]> {
  const result = await loadConfig(folder, { env });
  return result.ok ? [] : result.problems.map(formatProblem);
}

describe("loadConfig", () => {
  it("reads the shipped example without a problem or a warning, given its two secrets", async () => {
    const env = { JIRA_WEBHOOK_SECRET: "one", LINEAR_WEBHOOK_SECRET: "two" };
    const result = await loadConfig("config", { env, now: new Date("2026-11-02T10:00:00Z") });
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([]);
    expect(result.warnings.map(formatProblem)).toEqual([]);
    expect(result.ok && result.config.objectives.map(({ id }) => id)).toEqual([
      "grow-retention",
      "launch-platform",
      "faster-checkout",
      "launch-abroad",
    ]);
  });

  it("names the secrets that the shipped example needs", async () => {
    const result = await loadConfig("config", { env: {} });
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      "the environment variable JIRA_WEBHOOK_SECRET is not set (set it, or add it to .env)",
      "the environment variable LINEAR_WEBHOOK_SECRET is not set (set it, or add it to .env)",
    ]);
  });

  it("names a folder that does not exist", async () => {
    const result = await loadConfig(join(folder, "none"), { env: {} });
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual(["the folder does not exist"]);
  });

  it("names the files that must be there", async () => {
    expect(await problems()).toEqual(["okrs.yaml:1:1: the file is missing", "sources.yaml:1:1: the file is missing"]);
  });

  it("refuses what is not UTF-8, and does not hold it against the other files", async () => {
    await write({ ...smallConfig, "okrs.yaml": Buffer.from(`\uFEFF${smallConfig["okrs.yaml"]}`, "utf16le") });
    expect(await problems()).toEqual(["okrs.yaml:1:1: the file is not UTF-8 text"]);
  });

  it("refuses a file that is too large before reading it", async () => {
    await write({ ...smallConfig, "mapping.yaml": Buffer.alloc(256 * 1024 + 1, "#") });
    expect(await problems()).toEqual(["mapping.yaml:1:1: the file is larger than 256 KiB"]);
  });

  it("reads secrets from files", async () => {
    const secret = join(folder, "secret");
    await write({ ...smallConfig, secret: "from a file\n" });
    await write({ "sources.yaml": smallConfig["sources.yaml"]!.replace("${LINEAR_SECRET}", `\${file:${secret}}`) });
    const result = await loadConfig(folder, { env: smallEnv });
    expect(result.ok && result.config.sources[1]!.webhookSecrets).toEqual(["from a file"]);
  });
});

describe("readRegularFile", () => {
  const reasonOf = (path: string) => {
    const read = readRegularFile(path, 100);
    return read.ok ? null : read.reason;
  };

  it("refuses whatever is no regular file of the right size, without hanging", async () => {
    await write({ large: "x".repeat(101), binary: Buffer.from([0xff, 0xfe]) });
    await symlink(join(folder, "loop"), join(folder, "loop"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(reasonOf(folder)).toBe("is not a regular file");
    expect(reasonOf("/dev/zero")).toBe("is not a regular file");
    expect(reasonOf(join(folder, "pipe"))).toBe("is not a regular file");
    expect(reasonOf(join(folder, "loop"))).toBe("is a link to itself");
    expect(reasonOf(join(folder, "none"))).toBe("does not exist");
    expect(reasonOf(join(folder, "large"))).toMatch(/^is larger than/);
    expect(reasonOf(join(folder, "binary"))).toBe("is not UTF-8 text");
    expect(reasonOf("\0")).toBe("cannot be read");
  });
});
