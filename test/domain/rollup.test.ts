import { describe, expect, it } from "vitest";
import { objectiveOrder, rollUpObjective } from "../../src/domain/rollup.ts";
import { aKeyResult, anObjective } from "./samples.ts";

const part = (progress: number | null, weight = 1) => ({ progress, weight });
const guardrail = (progress: number | null) => ({ progress, weight: 1, guardrail: true });

describe("rollUpObjective", () => {
  it.each([
    ["nothing at all", [], null],
    ["guardrails only", [guardrail(0.5)], null],
    ["a guardrail without data caps at 0", [part(0.5), guardrail(null)], 0],
    ["a guardrail has data, the key result none", [part(null), guardrail(0.5)], 0],
    ["no data anywhere", [part(null), guardrail(null)], null],
    ["weights of nothing", [part(0.5, 0)], null],
    ["a key result without weight", [part(0.5, 0), part(0.25)], 0.25],
    ["all done, whatever the weights", [part(1, 0.1), part(1, 0.2), part(1, 0.7)], 1],
    ["all done, also where plain sums of the weights are off", [part(1, 0.1), part(1, 0.2), part(1, 0.3)], 1],
    ["the lowest guardrail", [part(1), guardrail(0.5), guardrail(0.25)], 0.25],
  ])("%s", (_name, keyResults, wanted) => {
    expect(rollUpObjective("own", keyResults, [])).toBe(wanted);
  });

  it("counts a child without data as 0", () => {
    expect(rollUpObjective("withChildren", [part(1)], [part(null)])).toBe(0.5);
    expect(rollUpObjective("withChildren", [guardrail(0.2)], [part(0.5)])).toBe(0.2);
    expect(rollUpObjective("withChildren", [], [part(0.5)])).toBe(0.5);
    expect(rollUpObjective("own", [], [part(0.5)])).toBeNull();
  });
});

describe("objectiveOrder", () => {
  const measuring = (id: string, objective: string) =>
    anObjective(id, { keyResults: [aKeyResult(), aKeyResult({ measure: { kind: "objective", objective } })] });
  const ids = (objectives: Parameters<typeof objectiveOrder>[0]) => objectiveOrder(objectives).map(({ id }) => id);

  it("keeps file order where nothing depends on anything", () => {
    const child = anObjective("b", { parent: "a" });
    expect(ids([anObjective("a"), child, anObjective("c")])).toEqual(["a", "b", "c"]);
  });

  it("puts children before a parent that rolls them up", () => {
    const parent = anObjective("a", { rollup: "withChildren" });
    const childless = anObjective("c", { rollup: "withChildren" });
    expect(ids([parent, childless, anObjective("b", { parent: "a" })])).toEqual(["b", "a", "c"]);
  });

  it("puts an objective before the key result that measures it", () => {
    expect(ids([measuring("a", "b"), measuring("b", "c"), anObjective("c")])).toEqual(["c", "b", "a"]);
  });

  it("passes over an objective that nobody knows", () => {
    expect(ids([measuring("a", "nobody")])).toEqual(["a"]);
  });

  it("throws on a cycle", () => {
    const parent = anObjective("a", { rollup: "withChildren" });
    expect(() => ids([parent, { ...measuring("b", "a"), parent: "a" }])).toThrow("objective a is made of itself");
  });
});
