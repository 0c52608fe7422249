import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { execFile } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { bin, environment, runCli } from "./run-cli.ts";

/** Makes any Node say that it is an old one; the Node that the launcher starts is not told so. */
const posingAsOld = [
  "--import",
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.19.0"}})',
];

/** A Node of the machine that really is too old, where there is one. */
async function findOldNode(): Promise<string | null> {
  for (const folder of (process.env["PATH"] ?? "").split(":")) {
    const node = join(folder, "node");
    const version = await promisify(execFile)(node, ["--version"]).then(
      ({ stdout }) => stdout,
      () => "",
    );
    if (/^v(1\d|2[0-3])\./.test(version)) return node;
  }
  return null;
}

const oldNode = await findOldNode();

const starters = [
  { name: "a Node that is new enough", options: {} },
  { name: "a Node that says it is 20", options: { nodeArgs: posingAsOld } },
  ...(oldNode === null ? [] : [{ name: "a Node of this machine that is too old", options: { node: oldNode } }]),
];

describe.each(starters)("bin.js on $name", ({ options }) => {
  it("runs a verb", async () => {
    const { code, out, err } = await runCli(["validate", "--help"], options);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("check a configuration folder");
  });

  it("ends with the verb's exit code", async () => {
    expect(await runCli(["nothing"], options)).toMatchObject({ code: 2, out: "" });
    expect(await runCli(["validate", "/nowhere"], options)).toMatchObject({ code: 3 });
  });

  it("hands standard input over", async () => {
    const env = { OKR_SYNC_CONFIG: "/nowhere" };
    const { code, err } = await runCli(["receive", "jira", "-"], { ...options, env, input: "{}" });
    expect(code).toBe(1);
    expect(err).toContain("CONFIG_INVALID");
  });
});

describe("bin.js", () => {
  const closers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  it.each(["SIGTERM", "SIGINT"] as const)("passes %s on, and the demo ends cleanly", async (signal) => {
    const child = spawn(process.execPath, [...posingAsOld, bin, "demo", "--port", "0", "--speed", "20"], {
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    closers.push(async () => child.kill("SIGKILL"));
    let out = "";
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (/\d events {2}/.test(out) && !child.killed) child.kill(signal);
    });
    const [code] = (await once(child, "close")) as [number | null];
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/\d+ webhooks sent, \d+ accepted/);
  });

  it("says what is missing where there is no newer Node", async () => {
    const folder = await mkdtemp(join(tmpdir(), "okr-sync-launcher-"));
    closers.push(() => rm(folder, { recursive: true }));
    await copyFile(bin, join(folder, "bin.mjs"));
    const child = spawn(process.execPath, [...posingAsOld, join(folder, "bin.mjs"), "status"], { env: environment() });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    expect(await once(child, "close")).toEqual([1, null]);
    expect(err).toMatch(/^okr-sync needs Node 24 or newer, and this is Node 20\.19\.0\. Run `npm ci`.*\n$/);
  });
});
