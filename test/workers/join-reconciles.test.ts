import { describe, expect, it } from "vitest";
import type { Reconcile } from "../../src/store/reconciles.ts";
import { joinReconciles } from "../../workers/join-reconciles.ts";
import type { ReconcileWanted } from "../../workers/reconcile.ts";

function benchOf() {
  const runs: { wanted: ReconcileWanted; end: (run: Partial<Reconcile>) => void; fail: (error: Error) => void }[] = [];
  const joined = joinReconciles((wanted) => {
    const { promise, resolve, reject } = Promise.withResolvers<Reconcile | null>();
    runs.push({ wanted, end: (run) => resolve(run as Reconcile), fail: reject });
    return promise;
  });
  return { runs, joined };
}

describe("joinReconciles", () => {
  it("runs one at a time for a source, and tells both of it", async () => {
    const { runs, joined } = benchOf();
    const both = Promise.all([joined({ source: "a", scope: "changed" }), joined({ source: "a", scope: "changed" })]);
    expect(runs).toHaveLength(1);
    runs[0]!.end({ scope: "changed" });
    expect(await both).toEqual([{ scope: "changed" }, { scope: "changed" }]);
  });

  it("lets other sources run beside it", () => {
    const { runs, joined } = benchOf();
    void joined({ source: "a", scope: "all" });
    void joined({ source: "b", scope: "all" });
    expect(runs.map(({ wanted }) => wanted.source)).toEqual(["a", "b"]);
  });

  it.each([
    ["all while only changes were asked for", { scope: "all" as const }, "changed", 2],
    ["all while it turned out to be all", { scope: "all" as const }, "all", 1],
    ["an earlier time", { scope: "changed" as const, since: "2026-01-01T00:00:00.000Z" }, "changed", 2],
  ])("asks again for %s", async (_, second, scope, count) => {
    const { runs, joined } = benchOf();
    void joined({ source: "a", scope: "changed" });
    const later = joined({ source: "a", ...second });
    runs[0]!.end({ scope: scope as Reconcile["scope"] });
    await new Promise(setImmediate);
    expect(runs).toHaveLength(count);
    runs[1]?.end({ scope: "all" });
    await later;
  });

  it("fails both when it fails, and starts anew for the next", async () => {
    const { runs, joined } = benchOf();
    const both = [joined({ source: "a", scope: "changed" }), joined({ source: "a", scope: "changed" })];
    runs[0]!.fail(new Error("gone"));
    for (const each of both) await expect(each).rejects.toThrow("gone");
    void joined({ source: "a", scope: "changed" });
    expect(runs).toHaveLength(2);
  });
});
