import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ConfigParser, type ConfigParserOptions, createConfigParser } from "../../src/config/config-parser.ts";
import { formatProblem, loadConfig } from "../../src/config/load.ts";
import { parse, smallConfig, smallEnv } from "./small-config.ts";

const now = new Date("2026-11-02T10:00:00Z");
const faulty = new URL("./faulty-thread.ts", import.meta.url);

const parsers: ConfigParser[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-parser-"));
});

afterEach(async () => {
  await Promise.all(parsers.splice(0).map((parser) => parser.close()));
  await rm(folder, { recursive: true });
});

function open(thread: ConfigParserOptions["thread"] = {}, env: ConfigParserOptions["env"] = smallEnv): ConfigParser {
  const parser = createConfigParser({ env, clock: () => now, thread });
  parsers.push(parser);
  return parser;
}

async function problemsOf(answer: Promise<Awaited<ReturnType<ConfigParser["parse"]>>>): Promise<string[]> {
  const result = await answer;
  return result.ok ? [] : result.problems.map(formatProblem);
}

describe("createConfigParser", () => {
  it("gives what reading in the same thread gives", async () => {
    const credit = "title: Complete the shop\n        credit: { constructor: 0.5, In Review: 1 }";
    const okrs = smallConfig["okrs.yaml"]!.replace("title: Complete the shop", credit);
    const parser = open();
    for (const files of [smallConfig, { ...smallConfig, "okrs.yaml": okrs }, { "okrs.yaml": "- 1" }, {}]) {
      expect(await parser.parse(files)).toStrictEqual(parse(files, { now }));
    }
  });

  it("reads a folder, and files that references name", async () => {
    const secret = join(folder, "secret");
    await writeFile(secret, "from a file\n", { mode: 0o600 });
    for (const [name, text] of Object.entries(smallConfig)) {
      await writeFile(join(folder, name), text.replace("${LINEAR_SECRET}", `\${file:${secret}}`));
    }
    const parser = open();
    const result = await parser.load(folder);
    expect(result.ok && result.config.sources[1]!.webhookSecrets).toEqual(["from a file"]);
    expect(result).toStrictEqual(await loadConfig(folder, { env: smallEnv, now }));
    expect(await problemsOf(parser.load(join(folder, "none")))).toEqual([
      `${join(folder, "none")}:1:1: the folder does not exist`,
    ]);
  });

  it("finds variables however they are written, and none that the process has but was not handed", async () => {
    const files = {
      ...smallConfig,
      "sources.yaml": smallConfig["sources.yaml"]!.replace("${JIRA_SECRET}", "\\x24{JIRA_SECRET}"),
    };
    const parser = open();
    const result = await parser.parse(files);
    expect(result.ok && result.config.sources[0]!.webhookSecrets).toEqual(["jira-secret"]);
    const path = { ...smallConfig, "sources.yaml": smallConfig["sources.yaml"]!.replace("JIRA_SECRET", "PATH") };
    expect(await problemsOf(parser.parse(path))).toEqual([
      "sources.yaml:5:22: the environment variable PATH is not set (set it, or add it to .env)",
    ]);
  });

  it("answers each of many that ask at once", async () => {
    const parser = open();
    const answers = ["a", "b", "c"].map((key) =>
      problemsOf(parser.parse({ ...smallConfig, "mapping.yaml": `${key}: 1\n` })),
    );
    expect(await Promise.all(answers)).toEqual(
      ["a", "b", "c"].map((key) => [`mapping.yaml:1:1: unknown key "${key}"; valid: conventions, rules`]),
    );
  });

  it("starts another thread after the first has idled away", async () => {
    const parser = open({ idleMs: 0 });
    for (let turn = 0; turn < 3; turn++) {
      expect((await parser.parse(smallConfig)).ok).toBe(true);
      await promisify(setImmediate)();
    }
  });

  it.each([
    ["hang", "took longer than 2 seconds, and was given up"],
    ["eat", "took more than 64 MiB of memory, and was given up"],
    ["exit", "ended before it was done"],
    ["throw", "failed for a reason that okr-sync did not foresee: please report TypeError in faulty-thread.ts:11"],
  ])("survives a thread that comes to an end: %s", async (fault, reason) => {
    const deadlineMs = fault === "hang" ? 2_000 : 30_000;
    const parser = open({ program: faulty, deadlineMs, memoryMb: 64 });
    const [first, second] = [parser.parse({ "okrs.yaml": fault }), parser.parse(smallConfig)];
    expect(await problemsOf(first)).toEqual([`okrs.yaml:1:1: reading the configuration ${reason}`]);
    expect(await problemsOf(second)).toEqual([]);
  });

  it("gives up what it is asked for once it is closed, and while it closes", async () => {
    const parser = open({ program: faulty });
    const answers = [parser.parse({ "okrs.yaml": "hang" }), parser.parse(smallConfig)];
    await new Promise((resolve) => setImmediate(resolve));
    await parser.close();
    answers.push(parser.load(folder));
    const stopping = "reading the configuration was given up because okr-sync is stopping";
    expect(await Promise.all(answers.map(problemsOf))).toEqual([
      [`okrs.yaml:1:1: ${stopping}`],
      [`okrs.yaml:1:1: ${stopping}`],
      [`${folder}:1:1: ${stopping}`],
    ]);
  });

  it("holds no process up", async () => {
    const program = `
      import { createConfigParser } from ${JSON.stringify(fileURLToPath(new URL("../../src/config/config-parser.ts", import.meta.url)))};
      const parser = createConfigParser({ env: {}, clock: () => new Date(0) });
      const result = await parser.parse({});
      process.stdout.write(String(result.problems.length));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
    expect(stdout).toBe("2");
  });
});
