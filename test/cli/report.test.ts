import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli.ts";
import { ReportAnswer } from "../../src/http/schemas/report.ts";
import { closeQuarter, seedQuarter } from "../http/report-world.ts";
import { openTestService, type TestService } from "../http/test-service.ts";

let service: TestService;
let folder: string;

beforeAll(async () => {
  service = await openTestService();
  await seedQuarter(service, { title: "Ship \u001b[31mnow" });
  await closeQuarter(service);
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  folder = await mkdtemp(join(tmpdir(), "okr-sync-report-"));
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]) {
  let [out, err] = ["", ""];
  const { port } = service.app.server.address() as AddressInfo;
  const collect = (take: (text: string) => void) => ({
    isTTY: false,
    columns: 80,
    rows: 24,
    write(text: string | Uint8Array) {
      take(String(text));
      return true;
    },
  });
  const code = await runCli(
    ["report", ...args, "--url", `http://127.0.0.1:${port}`],
    collect((text) => (out += text)),
    collect((text) => (err += text)),
  );
  return { code, out, err };
}

describe("report", () => {
  it("prints Markdown, nothing in it that a terminal would act on", async () => {
    const { code, out, err } = await run("2026-Q3");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^# Review of 2026-Q3\n\n2026-07-01 to 2026-09-30. Closed on 2026-10-02/);
    expect(out).toContain("| Ship \\[31mnow | commerce | committed | 45 % | missed, 0.45 |");
    expect(out).not.toContain("\u001b");
  });

  it.each([["--json"], ["--format", "json"]])("prints the whole answer with %s %s", async (...flags) => {
    const { out } = await run("2026-Q3", ...flags);
    expect(ReportAnswer.parse(JSON.parse(out))).toMatchObject({ state: "closed" });
  });

  it.each([
    ["html", "<!doctype html>"],
    ["csv", "\ufeff"],
  ])("writes %s to a file", async (format, begins) => {
    const file = join(folder, `review.${format}`);
    expect(await run("2026-Q3", "--format", format, "--output", file)).toMatchObject({
      code: 0,
      out: `Wrote ${file}\n`,
    });
    expect((await readFile(file, "utf8")).startsWith(begins)).toBe(true);
  });

  it("leaves the byte order mark out with --no-bom", async () => {
    expect((await run("2026-Q3", "--format", "csv", "--no-bom")).out.startsWith('"period"')).toBe(true);
  });

  it("says what went wrong: a period that there is none of, a format, a file that cannot be written", async () => {
    expect(await run("2030")).toMatchObject({ code: 1, err: expect.stringContaining("PERIOD_UNKNOWN") });
    expect(await run("2026-Q3", "--format", "pdf")).toMatchObject({ code: 2 });
    expect(await run("2026-Q3", "--output", join(folder, "no", "such"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("ENOENT"),
    });
  });
});
