/** What goes wrong between us and a tracker, by a script or by chance. */
import type { Random } from "../../src/cli/demo/random.ts";
import type { ApiRequest } from "./api-request.ts";

export type Fault =
  /** Any answer at all; a 429 with its headers is one. */
  | { kind: "status"; status: number; headers?: Readonly<Record<string, string>>; body?: unknown }
  /** Never answers. */
  | { kind: "hang" }
  /** Cuts the connection before the answer, or in the middle of it. */
  | { kind: "cut" }
  | { kind: "cutMidway" }
  /** Half of the JSON as if it were all. */
  | { kind: "truncate" }
  /** A login page, with 200. */
  | { kind: "html" }
  /** The page's own cursor as the next one's. */
  | { kind: "repeatCursor" }
  /** No issues, with 200. */
  | { kind: "empty" }
  /** GraphQL's 200 with errors, and data beside them. */
  | { kind: "errorsWithData"; code: string };

export interface ScriptedFault {
  fault: Fault;
  /** Of requests whose `method path query-name` contains this; default all. */
  on?: string;
  /** How many such requests pass before; default 0. */
  after?: number;
  /** How many it hits; default 1. */
  times?: number;
}

export interface FaultScript {
  add(...faults: readonly ScriptedFault[]): void;
  /** Each request fails with this probability, by one of these. */
  byChance(random: Random, probability: number, faults: readonly Fault[]): void;
  next(request: ApiRequest): Fault | null;
  /** How many faults were injected. */
  injected(): number;
}

export function createFaultScript(): FaultScript {
  const script: { on: string; after: number; times: number; fault: Fault }[] = [];
  let chance: (() => Fault | null) | null = null;
  let injected = 0;
  function scripted(request: ApiRequest): Fault | null {
    for (const each of script) {
      if (each.times === 0 || !request.name.includes(each.on)) continue;
      if (each.after > 0) {
        each.after -= 1;
        continue;
      }
      each.times -= 1;
      return each.fault;
    }
    return null;
  }
  return {
    add(...faults) {
      for (const { fault, on = "", after = 0, times = 1 } of faults) script.push({ fault, on, after, times });
    },
    byChance(random, probability, faults) {
      chance = () => (random.chance(probability) ? random.pick(faults)! : null);
    },
    next(request) {
      const fault = scripted(request) ?? chance?.() ?? null;
      if (fault !== null) injected += 1;
      return fault;
    },
    injected: () => injected,
  };
}
