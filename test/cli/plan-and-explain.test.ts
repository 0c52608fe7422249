import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";
import { runCli } from "./run-cli.ts";

const exampleConfig = fileURLToPath(new URL("../../config", import.meta.url));

function delivery(id: string, key: string, fields: object) {
  return {
    timestamp: Date.parse("2026-11-02T10:00:00.000Z"),
    webhookEvent: "jira:issue_updated",
    issue: {
      id,
      key,
      fields: {
        summary: `Title of ${key}`,
        issuetype: { name: "Story", subtask: false, hierarchyLevel: 0 },
        project: { key: "SHOP" },
        status: { name: "Done", statusCategory: { key: "done" } },
        resolution: { name: "Done" },
        resolutiondate: "2026-11-02T10:00:00.000+0000",
        parent: { id: "20000", key: "SHOP-12" },
        labels: [],
        created: "2026-11-01T10:00:00.000+0000",
        updated: "2026-11-02T10:00:00.000+0000",
        ...fields,
      },
    },
  };
}

describe("plan and explain on a store of one's own", () => {
  let folder: string;
  let dataDir: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "okr-sync-plan-"));
    await cp(exampleConfig, folder, { recursive: true });
    dataDir = await copyEmbeddedTemplate(inject("sharedFolder"));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await rm(dataDir, { recursive: true, force: true });
  });
  const env = () => ({ OKR_SYNC_CONFIG: folder, OKR_SYNC_DATA: dataDir });
  const run = (args: readonly string[], input = "") => runCli(args, { env: env(), input });
  const edit = async (file: string, from: string, to: string) => {
    const text = await readFile(join(folder, file), "utf8");
    expect(text).toContain(from);
    await writeFile(join(folder, file), text.replace(from, to));
  };

  it("everything is new while nothing is in force, and planning does not put it there", async () => {
    const first = await run(["plan", "--json"]);
    expect({ code: first.code, err: first.err }).toEqual({ code: 3, err: "" });
    expect(JSON.parse(first.out)).toMatchObject({ changed: true, revision: 0 });
    expect((await run(["plan"])).out).toContain("nothing is in force yet");
  });

  it("nothing changes under what is in force", async () => {
    const done = JSON.stringify(delivery("20001", "SHOP-22", {}));
    expect(await run(["receive", "jira", "-"], done)).toMatchObject({ code: 0 });
    const { code, out } = await run(["plan"]);
    expect({ code, last: out.trim().split("\n").at(-1) }).toEqual({
      code: 0,
      last: "Nothing changes (compared with configuration revision 1).",
    });
  });

  it("an edited folder is compared with what is in force, again and again, in three formats", async () => {
    await edit("mapping.yaml", "keyResult: checkout-rebuilt", "keyResult: payments-live");
    const { code, out } = await run(["plan"]);
    expect(code).toBe(3);
    expect(out).toMatch(/^key result +checkout-rebuilt +100 % +→ +– +−1 issue$/m);
    expect(out).toMatch(/^ +− +SHOP-22 +jira:20001 +checkout-stories$/m);
    const json = await run(["plan", folder, "--json"]);
    expect(json.code).toBe(3);
    expect(JSON.parse(json.out)).toMatchObject({ revision: 1, changed: true });
    const markdown = await run(["plan", "--markdown"]);
    expect(markdown.code).toBe(3);
    expect(markdown.out).toContain("| key result | <code>checkout-rebuilt</code> | 100 % | – | −1 issue |");
  });

  it("explains an issue, a key result and an objective by what is in force", async () => {
    const issue = await run(["explain", "https://acme.atlassian.net/browse/SHOP-22"]);
    expect(issue.code).toBe(0);
    expect(issue.out).toMatch(/^✓ +checkout-stories +checkout-rebuilt +counts it$/m);
    expect(issue.out).toMatch(/^✗ +payments-stories +payments-live +source: wanted linear, found jira$/m);
    const keyResult = await run(["explain", "checkout-rebuilt"]);
    expect(keyResult.out).toContain("completion by count: Σ weight·size·credit / Σ weight·size = 1 / 1 = 1\n");
    expect(keyResult.out).toContain("SHOP-22 Title of SHOP-22 (delivery ");
    const objective = await run(["explain", "faster-checkout"]);
    expect(objective.out).toContain("faster-checkout = Σ weight·progress / Σ weight = (1·1 + 1·0 + 1·0) / (1 + 1 + 1)");
    expect(JSON.parse((await run(["explain", "SHOP-22", "--json"])).out)).toMatchObject({
      issue: { ref: "jira:20001" },
    });
    const nobody = await run(["explain", "nobody"]);
    expect(nobody.code).toBe(1);
    expect(nobody.err).toContain('no key result, objective or stored issue is called "nobody" (ISSUE_UNKNOWN)');
  });

  it("a refused folder is shown as validate shows it, with 3", async () => {
    await edit("mapping.yaml", "keyResult: payments-live", "keyResult: payments-lively");
    const { code, out } = await run(["plan"]);
    expect(code).toBe(3);
    expect(out).toMatch(/^error: mapping\.yaml:\d+:\d+: .*payments-live/m);
    expect(out).toContain(`${folder}: refused, 1 error\n`);
    const json = await run(["plan", "--json"]);
    expect(json.code).toBe(3);
    expect(JSON.parse(json.out)).toMatchObject({ error: { code: "CONFIG_REFUSED" } });
    const none = await run(["plan", join(folder, "none"), "--markdown"]);
    expect(none.code).toBe(3);
    expect(none.out).toContain("This configuration is refused:\n\n- <code>");
  });
});

describe("plan", () => {
  it.each([
    [["plan", "--markdown", "--json"]],
    [["plan", "--limit", "x"]],
    [["explain"]],
    [["explain", "a", "--limit", "0"]],
  ])("%j is a usage error, 2", async (args) => {
    expect(await runCli(args)).toMatchObject({ code: 2 });
  });
});
