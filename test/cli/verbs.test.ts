import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startService, type RunningService } from "../e2e/service.ts";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";
import { runCli } from "./run-cli.ts";

const exampleConfig = fileURLToPath(new URL("../../config", import.meta.url));

/** An issue of the epic that the example's rule `platform-epic` names, and done. */
const doneStory = {
  timestamp: Date.parse("2026-11-02T10:00:00.000Z"),
  webhookEvent: "jira:issue_updated",
  issue: {
    id: "20001",
    key: "SHOP-2",
    fields: {
      summary: "Pay \u001b[31mnow",
      issuetype: { name: "Story", subtask: false, hierarchyLevel: 0 },
      project: { key: "SHOP" },
      status: { name: "Done", statusCategory: { key: "done" } },
      resolution: { name: "Done" },
      resolutiondate: "2026-11-02T10:00:00.000+0000",
      parent: { id: "20000", key: "SHOP-1" },
      labels: [],
      created: "2026-11-01T10:00:00.000+0000",
      updated: "2026-11-02T10:00:00.000+0000",
    },
  },
};

/** The same events against a service and without one: what a verb prints and how it ends must not differ. */
describe.each(["the store itself", "a running service"])("verbs on %s", (way) => {
  let folder: string;
  let env: Record<string, string>;
  let service: RunningService | null = null;
  let access: readonly string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "okr-sync-verbs-"));
    await cp(exampleConfig, folder, { recursive: true });
    await writeFile(
      join(folder, "access.yaml"),
      'tokens:\n  - { name: maria, role: admin, token: "verbs-token-0123456789" }\n',
    );
    const dataDir = await copyEmbeddedTemplate(inject("sharedFolder"));
    env = { OKR_SYNC_CONFIG: folder, OKR_SYNC_DATA: dataDir };
    if (way === "the store itself") return;
    const secrets = { JIRA_WEBHOOK_SECRET: "jira-secret", LINEAR_WEBHOOK_SECRET: "linear-secret" };
    service = await startService({ configDir: folder, dataDir, env: secrets });
    access = ["--url", service.url, "--token", "verbs-token-0123456789"];
  });

  afterAll(async () => {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(env["OKR_SYNC_DATA"] ?? folder, { recursive: true, force: true });
  });

  const run = (args: readonly string[], input = "") => runCli([...args, ...access], { env, input });

  it("receive tells what a payload became and what moved", async () => {
    const { code, out, err } = await run(["receive", "jira", "-"], JSON.stringify(doneStory));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("jira:issue_updated: processed\n");
    expect(out).toContain("  SHOP-2 (jira:20001) Done: Pay [31mnow\n");
    expect(out).toContain("  platform-complete – → 100 %\n");
  });

  it("receive knows bytes that came before", async () => {
    const { code, out } = await run(["receive", "jira", "-", "--json"], JSON.stringify(doneStory));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ duplicate: true, status: "processed", moved: [] });
  });

  it("receive says why a payload was ignored", async () => {
    const { code, out } = await run(["receive", "jira", "-"], '{"webhookEvent":"board_created","board":{"id":1}}');
    expect(code).toBe(0);
    expect(out).toMatch(/board_created: ignored: \S/);
  });

  it("receive ends with 1 and names the field where a payload lacks what an issue needs", async () => {
    const { code, out } = await run(
      ["receive", "jira", "-"],
      '{"webhookEvent":"jira:issue_updated","issue":{"id":"7"}}',
    );
    expect(code).toBe(1);
    expect(out).toMatch(/failed: .*issue/);
  });

  it("receive refuses a source that is not configured", async () => {
    const { code, err } = await run(["receive", "jirra", "-"], "{}");
    expect(code).toBe(1);
    expect(err).toContain("SOURCE_UNKNOWN");
  });

  it("check-in states a value and shows where the key result stands", async () => {
    const { code, out } = await run(["check-in", "churn", "--value", "5", "--confidence", "0.6", "--note", "better"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Checked in\. churn: 50 % \(5 of 4 %\)/);
  });

  it("check-in refuses a key result that does not exist, with 1", async () => {
    expect(await run(["check-in", "nope", "--value", "5"])).toMatchObject({ code: 1 });
  });

  it("link and unlink name the issue, or the link", async () => {
    const linked = await run(["link", "SHOP-2", "checkout-rebuilt", "--weight", "2", "--json"]);
    expect(JSON.parse(linked.out)).toMatchObject({ issue: "SHOP-2", keyResult: "checkout-rebuilt", weight: 2 });
    expect(await run(["link", "SHOP-2", "checkout-rebuilt"])).toMatchObject({ code: 1 });
    expect(await run(["unlink", "shop-2", "checkout-rebuilt"])).toMatchObject({ code: 0 });
    expect(await run(["unlink", "shop-2", "checkout-rebuilt"])).toMatchObject({ code: 1 });
  });

  it("deliveries lists what was received, newest first", async () => {
    const { code, out } = await run(["deliveries", "--status", "failed"]);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toMatch(/^ *ID +RECEIVED +SOURCE +STATUS/);
    expect(out.split("\n")[1]).toMatch(/jira +failed/);
  });

  it("replay runs failed deliveries again and ends with 1 while they still fail", async () => {
    const { code, out } = await run(["replay", "--failed"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^\d+ \(jira, .*\) failed: /);
    expect(await run(["replay", "--since", "1h"])).toMatchObject({ code: 1 });
    expect(await run(["replay", "999999"])).toMatchObject({ code: 1 });
  });

  it("status shows sources, queues and objectives", async () => {
    const { code, out } = await run(["status"]);
    expect(code).toBe(0);
    for (const part of ["embedded database", "0 waiting, ", "1 failed", "roll-up", "launch-platform"])
      expect(out).toContain(part);
    expect(JSON.parse((await run(["status", "--json"])).out)).toMatchObject({ database: "embedded" });
  });

  if (way === "a running service") {
    it("without --url, verbs say that a service holds the embedded database and what to do", async () => {
      const { code, err } = await runCli(["status"], { env });
      expect(code).toBe(1);
      expect(err).toContain("DATABASE_LOCKED");
      expect(err).toContain("--url http://127.0.0.1:3000");
    });

    it("with a wrong token, verbs say so", async () => {
      const { code, err } = await runCli(["status", "--url", service?.url ?? "", "--token", "wrong"], { env });
      expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("UNAUTHENTICATED") });
    });
  }
});

describe("verbs", () => {
  it.each([
    [["check-in", "churn"]],
    [["check-in", "churn", "--value", "x"]],
    [["check-in", "churn", "--health", "splendid"]],
    [["deliveries", "--limit", "0"]],
    [["replay"]],
    [["replay", "1", "--failed"]],
    [["replay", "--since", "yesterday"]],
    [["unlink", "SHOP-2"]],
    [["receive", "jira"]],
    [["receive", "jira", "/nowhere.json"]],
    [["start", "--only", "web,cellar"]],
    [["demo", "--events", "0"]],
    [["nothing"]],
  ])("%j is a usage error, 2", async (args) => {
    const { code, out, err } = await runCli(args, { env: { OKR_SYNC_DATA: "memory:" } });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).not.toBe("");
  });

  it("say plainly that nobody answers at --url", async () => {
    const { code, err } = await runCli(["status", "--url", "http://127.0.0.1:1"]);
    expect({ code, err }).toEqual({
      code: 1,
      err: "okr-sync: no service answers at http://127.0.0.1:1 (SERVICE_UNREACHABLE)\n",
    });
  });

  it("list every problem of the environment at once", async () => {
    const { code, err } = await runCli(["status"], { env: { PORT: "x", LOG_LEVEL: "loud" } });
    expect(code).toBe(1);
    expect(err).toContain("PORT");
    expect(err).toContain("LOG_LEVEL");
  });

  it("are those of the README, and no others", async () => {
    const readme = await readFile(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
    const section = readme.slice(readme.indexOf("## Command line"), readme.indexOf("## HTTP"));
    const documented = [...section.matchAll(/^\| `([a-z-]+)/gm)].map((match) => match[1]);
    const { out } = await runCli(["--help"]);
    const listed = [...out.slice(out.indexOf("Commands:")).matchAll(/^ {2}([a-z-]+) /gm)].map((match) => match[1]);
    expect(documented).toEqual(listed.filter((verb) => verb !== "help"));
  });
});

describe("validate", () => {
  it("finds the example configuration fine", async () => {
    const { code, out } = await runCli(["validate", exampleConfig]);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/fine \(\d+ objectives, \d+ key results/),
    });
  });

  it("ends with 3 and names file, line and column of every problem", async () => {
    const folder = await mkdtemp(join(tmpdir(), "okr-sync-validate-"));
    try {
      await cp(exampleConfig, folder, { recursive: true });
      const okrs = await readFile(join(folder, "okrs.yaml"), "utf8");
      await writeFile(
        join(folder, "okrs.yaml"),
        okrs.replace("owner: maria", "ownr: maria").replace("kind: committed", "kind: firm"),
      );
      const { code, out } = await runCli(["validate", folder]);
      expect(code).toBe(3);
      expect(out.match(/^error: okrs\.yaml:\d+:\d+: /gm)?.length).toBeGreaterThanOrEqual(2);
      const json = await runCli(["validate", folder, "--json"]);
      expect(json.code).toBe(3);
      expect(JSON.parse(json.out)).toMatchObject({ ok: false });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
