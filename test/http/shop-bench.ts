/** The HTTP layer over the real workers, with a few issues of a shop that the test configuration counts. */
import { createApp } from "../../src/http/app.ts";
import type { HttpApp } from "../../src/http/http-app.ts";
import type { Issue } from "../../src/domain/issue.ts";
import { anEdge, anIssue } from "../domain/samples.ts";
import { type OpenPairing, openPairing, type Pairing } from "../servers/pairing.ts";
import { withVersion } from "../domain/arbitraries.ts";
import { openWorkbench, type Workbench } from "../workers/workbench.ts";
import { testConfig } from "./test-service.ts";

export interface ShopBench {
  open: OpenPairing;
  bench: Workbench;
  app: HttpApp;
  /** Status and body of a GET. */
  get(url: string): Promise<{ status: number; body: Body }>;
  post(url: string, payload: object): Promise<{ status: number; body: Body }>;
  close(): Promise<void>;
}

// biome-ignore lint: answers are looked at, not typed
type Body = ReturnType<typeof JSON.parse>;

export const shopNow = "2026-11-02T10:00:00.000Z";

/** SHOP-12 is an epic over SHOP-1 (done, 3 points), SHOP-2 (5 points) and SHOP-3 (a duplicate); SHOP-4 and ENG-1 stand alone. */
export function shopIssues(): Issue[] {
  const story = (ref: string, key: string, changes: Partial<Issue> = {}) =>
    anIssue(ref, { key, title: `Title of ${key}`, project: key.split("-")[0]!, ...changes });
  const beneath = { edges: [anEdge("parent", "jira:12")] };
  const done = { status: "Done", statusCategory: "completed", completedAt: "2026-11-01T00:00:00.000Z" } as const;
  return [
    story("jira:12", "SHOP-12", { type: "Epic", level: 1, title: "Checkout" }),
    story("jira:1", "SHOP-1", { ...beneath, ...done, estimate: 3 }),
    story("jira:2", "SHOP-2", { ...beneath, estimate: 5, labels: ["spike"] }),
    story("jira:3", "SHOP-3", { ...beneath, estimate: 2, status: "Closed", statusCategory: "canceled" }),
    story("jira:4", "SHOP-4", { ...done, labels: ["beta-feedback"], estimate: 8 }),
    story("linear:1", "ENG-1", { team: ["ENG"], labels: ["beta-feedback"], title: "a | b\u001b[31m @all" }),
  ];
}

export async function openShopBench(pairing: Pairing = "embedded"): Promise<ShopBench> {
  const open = await openPairing(pairing);
  const bench = await openWorkbench(open.database, testConfig().config, shopNow);
  const states = shopIssues().map((issue) => withVersion(issue, "2026-11-02T09:00:00.000Z"));
  await bench.deliver(...Map.groupBy(states, ({ issue }) => issue.source).values());
  const app = createApp(bench.deps);
  await app.ready();
  const send = async (method: "GET" | "POST", url: string, payload?: object) => {
    const response = await app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
  return {
    open,
    bench,
    app,
    get: (url) => send("GET", url),
    post: (url, payload) => send("POST", url, payload),
    async close() {
      await app.close();
      await open.close();
    },
  };
}
