/** One of the threads that match at the same time; for match.bench.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { compilePattern } from "../../src/config/pattern/pattern.ts";
import type { Subject } from "../../src/domain/attribute.ts";
import { compileMapping } from "../../src/domain/mapping.ts";
import { indexLinks, matchesOf } from "../../src/domain/match.ts";
import { subjectsFor, worldOf } from "./match-world.ts";

export interface MatchTask {
  rules: number;
  areas: number;
  today: string;
  /** How long to go on, once told to. Milliseconds. */
  forMs: number;
}

/** So many issues, again and again: what a busy day is about stays in the processor's caches, as far as they go. */
const issues = 1_000;

const { rules, areas, today, forMs } = workerData as MatchTask;
const { mapping, keyResults, links } = worldOf(rules);
const compiled = compileMapping(mapping, keyResults, compilePattern);
const index = indexLinks(links);
const subjects = JSON.parse(subjectsFor(areas, issues, 1)) as Subject[];

function matchFor(ms: number): { events: number; ms: number } {
  const startMs = performance.now();
  let events = 0;
  let spentMs = 0;
  while (spentMs < ms) {
    for (const subject of subjects) matchesOf(compiled, subject, index, today);
    events += subjects.length;
    spentMs = performance.now() - startMs;
  }
  return { events, ms: spentMs };
}

matchFor(forMs / 2);
parentPort!.on("message", () => parentPort!.postMessage(matchFor(forMs), []));
parentPort!.postMessage("ready", []);
