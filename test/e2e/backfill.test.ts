import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/cli/demo/random.ts";
import { bin, environment, runCli } from "../cli/run-cli.ts";
import { pairings } from "../servers/pairing.ts";
import { createContent } from "../simulator/create-content.ts";
import { startTrackerServer, type TrackerServer } from "../simulator/tracker-server.ts";
import { createPlace, type Place } from "./places.ts";

const size = 20_000;
const okrs = `
periods: [{ id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }]
objectives:
  - id: all-done
    title: Everything is done
    period: 2026-Q4
    owner: maria
    keyResults: [{ id: everything, title: Everything, measure: { kind: completion, by: count } }]
`;
const mapping = `rules: [{ id: all, keyResult: everything, when: { source: cloud } }]`;
const sources = (apiUrl: string) => `
sources:
  - id: cloud
    kind: jira
    baseUrl: https://acme.example.net
    apiUrl: ${apiUrl}
    webhookSecrets: ["\${JIRA_WEBHOOK_SECRET}"]
    auth: { email: bot@example.com, apiToken: "\${TOKEN}" }
    reconcile: { every: 1d, full: "0 3 1 1 *" }
`;

/** The one that carries the load: embedded only where no server can be had. */
const pairing = pairings.includes("postgres") ? "postgres" : "embedded";

describe(`backfill of ${size} issues on ${pairing}, from a tracker that fails now and then`, () => {
  let place: Place;
  let server: TrackerServer;
  let env: Record<string, string>;
  beforeAll(async () => {
    place = await createPlace(pairing);
    const content = createContent({ seed: 5, nowMs: () => Date.now(), sizes: { cloud: size, server: 0, linear: 0 } });
    server = await startTrackerServer(content, { longestPage: 100 });
    server.faults.byChance(createRandom(11), 0.08, [
      { kind: "status", status: 429, headers: { "retry-after": "0", "ratelimit-reason": "jira-burst-based" } },
      { kind: "status", status: 500 },
      { kind: "cut" },
      { kind: "cutMidway" },
      { kind: "truncate" },
    ]);
    await writeFile(join(place.configDir, "okrs.yaml"), okrs);
    await writeFile(join(place.configDir, "mapping.yaml"), mapping);
    await writeFile(join(place.configDir, "sources.yaml"), sources(server.url("cloud")));
    env = { ...place.env, OKR_SYNC_CONFIG: place.configDir, OKR_SYNC_DATA: place.dataDir, TOKEN: "cloud-token" };
  });
  afterAll(async () => {
    await server.close();
    await place.remove();
  });

  it("is killed in the middle, goes on with at most one page fetched again, and ends complete, in under 400 MB", async () => {
    const killed = spawn(process.execPath, [bin, "backfill", "cloud", "--full"], {
      env: environment(env),
      stdio: "ignore",
    });
    const searches = () => server.requests.filter((name) => name.includes("search")).length;
    while (searches() < 60) await wait(20);
    killed.kill("SIGKILL");
    await once(killed, "exit");

    const child = spawn(process.execPath, [bin, "backfill", "cloud", "--json"], { env: environment(env) });
    let out = "";
    let peakMb = 0;
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    const watch = setInterval(() => (peakMb = Math.max(peakMb, residentMb(child.pid))), 100);
    const [code] = (await once(child, "close")) as [number];
    clearInterval(watch);
    expect(code).toBe(0);
    const run = JSON.parse(out) as {
      scope: string;
      phase: string;
      pages: number;
      fetched: number;
      startedAt: string;
      finishedAt: string;
    };
    expect(run).toMatchObject({ scope: "all", phase: "done", fetched: size, removed: 0 });
    const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
    console.log(
      `backfill on ${pairing}: ${run.fetched} issues in ${seconds.toFixed(1)} s with a kill and ${server.faults.injected()} faults; peak ${peakMb} MB`,
    );
    // Each page once, the one of the kill again, and one try more for each fault; the last page and the empty check besides.
    expect(searches()).toBeLessThanOrEqual(run.pages + 1 + server.faults.injected());
    if (pairing === "postgres") expect(peakMb).toBeLessThan(400);

    const { out: objectives } = await runCli(["status", "--json"], { env });
    expect(JSON.parse(objectives)).toMatchObject({ deliveries: { failed: 0 } });
  }, 300_000);
});

function residentMb(pid: number | undefined): number {
  try {
    const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Math.round(Number(kb ?? 0) / 1024);
  } catch {
    return 0;
  }
}
