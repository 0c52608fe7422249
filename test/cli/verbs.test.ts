import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { runCli as runHere } from "../../src/cli.ts";
import { type RunningService, startService } from "../e2e/service.ts";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";
import { runCli } from "./run-cli.ts";

const exampleConfig = fileURLToPath(new URL("../../config", import.meta.url));

/** A done issue of the epic that the example's rule `checkout-epic` names. */
const doneStory = {
  timestamp: Date.parse("2026-11-02T10:00:00.000Z"),
  webhookEvent: "jira:issue_updated",
  issue: {
    id: "20001",
    key: "SHOP-22",
    fields: {
      summary: "Pay\u001b[31m now",
      issuetype: { name: "Story", subtask: false, hierarchyLevel: 0 },
      project: { key: "SHOP" },
      status: { name: "Done", statusCategory: { key: "done" } },
      resolution: { name: "Done" },
      resolutiondate: "2026-11-02T10:00:00.000+0000",
      parent: { id: "20000", key: "SHOP-12" },
      labels: [],
      created: "2026-11-01T10:00:00.000+0000",
      updated: "2026-11-02T10:00:00.000+0000",
    },
  },
};

/** A configuration folder, with a token, and a migrated database of the tests' own. */
async function prepare() {
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-verbs-"));
  await cp(exampleConfig, folder, { recursive: true });
  const tokens = 'tokens:\n  - { name: maria, role: admin, token: "verbs-token-0123456789" }\n';
  await writeFile(join(folder, "access.yaml"), tokens);
  const dataDir = await copyEmbeddedTemplate(inject("sharedFolder"));
  return {
    folder,
    env: { OKR_SYNC_CONFIG: folder, OKR_SYNC_DATA: dataDir },
    async remove() {
      await rm(folder, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

describe("verbs on a running service", () => {
  let place: Awaited<ReturnType<typeof prepare>>;
  let service: RunningService;
  beforeAll(async () => {
    place = await prepare();
    const env = { JIRA_WEBHOOK_SECRET: "jira-secret", LINEAR_WEBHOOK_SECRET: "linear-secret" };
    service = await startService({ configDir: place.folder, dataDir: place.env.OKR_SYNC_DATA, env });
  });
  afterAll(async () => {
    await service.stop();
    await place.remove();
  });

  const run = (args: readonly string[], input = "") =>
    runCli([...args, "--url", service.url, "--token", "verbs-token-0123456789"], { env: place.env, input });

  it("receive tells what a payload became and what moved", async () => {
    const { code, out, err } = await run(["receive", "jira", "-"], JSON.stringify(doneStory));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("jira:issue_updated: processed\n");
    expect(out).toContain("  SHOP-22 (jira:20001) Done: Pay [31m now\n");
    expect(out).toContain("  checkout-rebuilt – → 100 %\n");
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
    const linked = await run(["link", "SHOP-22", "beta-improvements", "--weight", "2", "--json"]);
    expect(JSON.parse(linked.out)).toMatchObject({ issue: "SHOP-22", keyResult: "beta-improvements", weight: 2 });
    expect(await run(["link", "SHOP-22", "beta-improvements"])).toMatchObject({ code: 1 });
    expect(await run(["unlink", "shop-22", "beta-improvements"])).toMatchObject({ code: 0 });
    expect(await run(["unlink", "shop-22", "beta-improvements"])).toMatchObject({ code: 1 });
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

  it("without --url, verbs say that a service holds the embedded database and what to do", async () => {
    const { code, err } = await runCli(["status"], { env: place.env });
    expect(code).toBe(1);
    expect(err).toContain("DATABASE_LOCKED");
    expect(err).toContain("--url http://127.0.0.1:3000");
  });

  it("with a wrong token, verbs say so", async () => {
    const { code, err } = await runCli(["status", "--url", service.url, "--token", "wrong"], { env: place.env });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("UNAUTHENTICATED") });
  });
});

describe("verbs without a service", () => {
  let place: Awaited<ReturnType<typeof prepare>>;
  beforeAll(async () => {
    place = await prepare();
  });
  afterAll(() => place.remove());

  const run = (args: readonly string[], input = "") => runCli(args, { env: place.env, input });

  it("receive, link and check-in leave what they did in the store, worked through", async () => {
    const received = await run(["receive", "jira", "-"], JSON.stringify(doneStory));
    expect(received).toMatchObject({ code: 0, err: "" });
    expect(received.out).toContain("  checkout-rebuilt – → 100 %\n");
    const payload = '{"webhookEvent":"jira:issue_updated","issue":{"id":"7"}}';
    expect(await run(["receive", "jira", "-"], payload)).toMatchObject({ code: 1 });
    expect(await run(["link", "SHOP-22", "platform-complete"])).toMatchObject({ code: 0 });
    expect((await run(["check-in", "churn", "--value", "5"])).out).toMatch(/^Checked in\. churn: 50 %/);
    const { code, out, err } = await run(["status"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ {2}checkout-rebuilt .* 100 % /m);
    expect(out).toMatch(/^ {2}churn .* 50 % /m);
    expect(out).toContain("0 waiting, 1 failed");
  });

  it("receive takes an old Linear payload as it is, unsigned", async () => {
    const path = fileURLToPath(new URL("../fixtures/payloads/linear/zulip__zulip/issue_update.json", import.meta.url));
    const { code, out } = await run(["receive", "linear", path]);
    expect(code).toBe(0);
    expect(out).toMatch(/WEB-44 .* In Progress: /);
  });
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
    [["unlink", "SHOP-22"]],
    [["receive", "jira"]],
    [["receive", "jira", "/nowhere.json"]],
    [["start", "--only", "web,cellar"]],
    [["demo", "--events", "0"]],
    [["nothing"]],
  ])("%j is a usage error, 2", async (args) => {
    const out = { write: vi.fn(() => true), isTTY: false, columns: 80, rows: 24 };
    const err = { ...out, write: vi.fn(() => true) };
    expect(await runHere(args, out, err)).toBe(2);
    expect(out.write).not.toHaveBeenCalled();
    expect(err.write).toHaveBeenCalled();
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
