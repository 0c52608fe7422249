import { describe, expect, it } from "vitest";
import { sourceOf } from "../../src/sources/index.ts";
import { createContent } from "./create-content.ts";
import type { Delivery } from "./delivery.ts";
import { siteNames, type SiteName } from "./item.ts";
import { settingsOf } from "./settings.ts";

function history(seed: number, count: number): { deliveries: readonly Delivery[]; acts: readonly string[] } {
  let nowMs = Date.parse("2026-11-02T10:00:00.000Z");
  const content = createContent({ seed, nowMs: () => nowMs });
  const acts: string[] = [];
  const deliveries = Array.from({ length: count }, () => {
    nowMs += 1_000;
    const mutation = content.randomMutation();
    acts.push(mutation.act);
    return content.apply(mutation);
  });
  return { deliveries: deliveries.flat(), acts };
}

const textOf = ({ body }: Delivery) => Buffer.from(body).toString();

describe("createContent", () => {
  it("tells the same story again from the same seed, and another from another", () => {
    const [first, again, other] = [history(1, 300), history(1, 300), history(2, 300)];
    expect(again.deliveries.map(textOf)).toEqual(first.deliveries.map(textOf));
    expect(other.deliveries.map(textOf)).not.toEqual(first.deliveries.map(textOf));
  });

  it("does everything that there is to do", () => {
    const { acts } = history(5, 3_000);
    const all = [
      "create",
      "transition",
      "estimate",
      "label",
      "rename",
      "assign",
      "sprint",
      "reparent",
      "join",
      "align",
    ];
    expect(new Set(acts)).toEqual(new Set([...all, "move", "delete", "restore", "purge", "archive"]));
  });

  it("sends nothing that the receiver refuses or cannot read", () => {
    for (const delivery of history(9, 1_000).deliveries) {
      const settings = settingsOf(delivery.site, "http://127.0.0.1:1");
      const source = sourceOf(settings.kind);
      expect(source.verify(settings, delivery, delivery.sentAtMs)).toEqual({ ok: true });
      const read = source.normalise(settings, JSON.parse(textOf(delivery)), "2026-11-02T10:00:00.000Z");
      expect(read.outcome, JSON.stringify(read)).not.toBe("failed");
    }
  });

  it.each(siteNames)("%s: tells of a deletion as that tracker does", (site: SiteName) => {
    const content = createContent({ seed: 3, nowMs: () => 1_793_000_000_000 });
    const parent = content.items(site).find(({ kind }) => kind === "issue")!;
    content.apply({ act: "create", site, kind: "subtask", parent: parent.id });
    const told = content.apply({ act: "delete", site, id: parent.id }).map(({ event }) => event.split(" ")[0]);
    const both = ["jira:issue_deleted", "comment_deleted"];
    const beneath = content.items(site).filter(({ kind, parent: above }) => kind === "subtask" && above === parent.id);
    const ofJira = [...beneath, parent].flatMap(() => both);
    expect(told).toEqual(site === "linear" ? ["Issue.remove"] : ofJira);
    expect(content.find(site, parent.id)).toMatchObject({ gone: site !== "linear", trashed: site === "linear" });
  });

  it("marks a bulk change", () => {
    const content = createContent({ seed: 3, nowMs: () => 1_793_000_000_000 });
    const ids = content
      .items("cloud")
      .slice(0, 3)
      .map(({ id }) => id);
    const deliveries = content.apply({ act: "bulkLabel", site: "cloud", ids, labels: ["x"] });
    expect(deliveries.map(({ headers }) => headers["x-atlassian-webhook-flow"])).toEqual([
      "Secondary",
      "Secondary",
      "Secondary",
    ]);
    expect(JSON.parse(textOf(deliveries[0]!))).toHaveProperty("bulkOperationMetaData");
  });

  it("makes 100,000 issues in a moment", () => {
    const content = createContent({
      seed: 1,
      nowMs: () => 1_793_000_000_000,
      sizes: { cloud: 100_000, server: 0, linear: 0 },
    });
    expect(content.items("cloud")).toHaveLength(100_000);
  });
});
