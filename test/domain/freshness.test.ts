import { describe, expect, it } from "vitest";
import { heardMs, stalenessOf, staleSinceMs, staleSources } from "../../src/domain/freshness.ts";
import { aKeyResult, aMapping, aRule } from "./samples.ts";

const hour = 3_600_000;
const at = (hours: number) => new Date(hours * hour);
const nobody = { lastDeliveryAt: null, lastReconciledAt: null, firstConfiguredAt: null };

describe("heardMs", () => {
  it.each([
    ["nothing is known", undefined, null],
    ["it was never even configured", nobody, null],
    ["it was configured", { ...nobody, firstConfiguredAt: at(1) }, 1],
    ["it delivered", { ...nobody, firstConfiguredAt: at(9), lastDeliveryAt: at(2) }, 2],
    ["it delivered and was reconciled later", { ...nobody, lastDeliveryAt: at(2), lastReconciledAt: at(3) }, 3],
  ])("is when %s", (_what, freshness, hours) => {
    expect(heardMs(freshness)).toBe(hours === null ? null : hours * hour);
  });
});

describe("staleSinceMs", () => {
  const freshness = { ...nobody, lastDeliveryAt: at(2) };
  it("is when the silence became too long, and null until then", () => {
    expect(staleSinceMs(freshness, hour, 3 * hour)).toBeNull();
    expect(staleSinceMs(freshness, hour, 3 * hour + 1)).toBe(3 * hour);
    expect(staleSinceMs(nobody, hour, 9 * hour)).toBeNull();
  });

  it("finds the stale ones of the configured sources", () => {
    const sources = ["a", "b", "c"].map((id) => ({ id, staleAfterMs: hour }));
    const heard = [
      { source: "a", ...freshness },
      { source: "b", ...nobody, lastDeliveryAt: at(8) },
    ];
    expect(staleSources(sources, heard, 9 * hour)).toEqual(new Set(["a"]));
  });
});

describe("stalenessOf", () => {
  const mapping = aMapping([aRule({ source: "linear" }, { keyResultId: "named" })], [aKeyResult({ id: "named" })]);
  const feeding = new Map([["fed", ["jira", "dc"]]]);
  const isStale = (stale: string[], id: string) => stalenessOf(mapping, new Set(stale), feeding)(new Set([id]));

  it.each([
    ["no source is stale", [], "fed", false],
    ["a stale source has issues in the ledger", ["dc"], "fed", true],
    ["another source is stale", ["linear"], "fed", false],
    ["a rule names the stale source, without any issue yet", ["linear"], "named", true],
    ["nothing is known of it", ["jira"], "unknown", false],
  ])("where %s", (_what, stale, id, expected) => {
    expect(isStale(stale, id)).toBe(expected);
  });
});
