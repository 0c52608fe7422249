/** How fast issues are matched while rules become more, and what it takes to compile very many; json-rules-engine beside it. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { compilePattern } from "../../src/config/pattern/pattern.ts";
import type { Subject } from "../../src/domain/attribute.ts";
import { appliesTo, type CompiledMapping, compileMapping } from "../../src/domain/mapping.ts";
import { indexLinks, type LinkIndex, matchesOf } from "../../src/domain/match.ts";
import { factsOf, jsonRulesEngine } from "./json-rules.ts";
import type { CompileReport } from "./match-compile-child.ts";
import type { MatchTask } from "./match-thread.ts";
import { rulesAnArea, subjectsFor, worldOf } from "./match-world.ts";

const sizes = [10, 100, 1_000, 10_000, 100_000];
const today = "2026-11-16";
/** Issues that are parsed, then matched at once: so many states come with a page of a reconcile or a burst of webhooks. */
const batch = 32;
const batches = 100;
const rounds = 9;
/** Rounds in which the code gets warm. */
const warmUp = 2;
/** Areas that the same issues are of at every size; with ten rules there is but one. */
const busyAreas = 10;
const togetherTurns = 7;
const compileRuns = 3;
/** As many events as json-rules-engine does in a second or two. */
const rivalEvents = (rules: number) => Math.max(1, Math.min(200, Math.round(20_000 / rules)));

interface Case {
  rules: number;
  /** The issues are of so many areas. */
  areas: number;
  compiled: CompiledMapping;
  links: LinkIndex;
  /** Milliseconds of each batch. */
  times: number[];
  matches: number;
}

export async function bench(): Promise<unknown> {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, loadBefore: loadavg()[0] };
  const cases = sizes.flatMap(casesOf);
  for (let round = 0; round < rounds; round++) {
    for (const each of cases) measure(each, round);
  }
  const rates = cases.map(rateOf);
  console.table(rates);
  const together = [];
  for (const rules of sizes) together.push(await togetherRate(rules));
  console.table(together);
  const compile = await compileReports();
  console.table([compile]);
  const rivals = [];
  for (const rules of sizes) rivals.push(await rivalRate(cases.find((each) => each.rules === rules)!));
  console.table(rivals);
  const result = { machine: { ...machine, loadAfter: loadavg()[0] }, rates, together, compile, rivals };
  console.table([result.machine]);
  return result;
}

/** The same issues at every size, and issues of all areas, whose rules the processor's caches do not hold. */
function casesOf(rules: number): Case[] {
  const { mapping, keyResults, links } = worldOf(rules);
  const compiled = compileMapping(mapping, keyResults, compilePattern);
  const areas = rules / rulesAnArea;
  const each = (of: number) => ({ rules, areas: of, compiled, links: indexLinks(links), times: [], matches: 0 });
  return areas <= busyAreas ? [each(areas)] : [each(busyAreas), each(areas)];
}

function measure(each: Case, round: number): void {
  const { compiled, links, areas } = each;
  for (let number = 0; number < batches; number++) {
    const subjects = JSON.parse(subjectsFor(areas, batch, round * batches + number)) as Subject[];
    const startMs = performance.now();
    let matches = 0;
    for (const subject of subjects) matches += matchesOf(compiled, subject, links, today).size;
    const ms = performance.now() - startMs;
    if (round < warmUp) continue;
    each.times.push(ms);
    each.matches += matches;
  }
}

/** The median batch tells what matching costs, the mean what else the machine did meanwhile. */
function rateOf({ rules, areas, times, matches }: Case) {
  const total = times.reduce((sum, ms) => sum + ms, 0);
  return {
    rules,
    areas,
    "events/s, median": Math.round((batch / median(times)) * 1_000),
    "events/s, mean": Math.round(((batch * times.length) / total) * 1_000),
    "matches an event": Math.round((matches / batch / times.length) * 100) / 100,
  };
}

/** All processors at once, a thread each: the median of some turns, each the sum of what the threads did. */
async function togetherRate(rules: number) {
  const areas = Math.min(busyAreas, rules / rulesAnArea);
  const task: MatchTask = { rules, areas, today, forMs: 1_000 };
  const threads = Array.from(
    { length: cpus().length },
    () => new Worker(new URL("./match-thread.ts", import.meta.url), { workerData: task }),
  );
  const turns: number[] = [];
  await Promise.all(threads.map((thread) => once(thread, "message")));
  for (let turn = 0; turn < togetherTurns; turn++) {
    const answers = threads.map((thread) => once(thread, "message") as Promise<[{ events: number; ms: number }]>);
    for (const thread of threads) thread.postMessage("go", []);
    turns.push((await Promise.all(answers)).reduce((sum, [{ events, ms }]) => sum + (events / ms) * 1_000, 0));
  }
  await Promise.all(threads.map((thread) => thread.terminate()));
  return {
    rules,
    threads: threads.length,
    "events/s, median": Math.round(median(turns)),
    worst: Math.round(Math.min(...turns)),
    best: Math.round(Math.max(...turns)),
  };
}

async function compileReports() {
  const child = fileURLToPath(new URL("./match-compile-child.ts", import.meta.url));
  const reports: CompileReport[] = [];
  for (let run = 0; run < compileRuns; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", child, String(sizes.at(-1))]);
    reports.push(JSON.parse(stdout) as CompileReport);
  }
  const middle = (key: keyof CompileReport) => median(reports.map((report) => report[key]));
  return {
    rules: sizes.at(-1),
    ms: middle("ms"),
    cpuMs: middle("cpuMs"),
    heapMb: middle("heapMb"),
    grownMb: middle("grownMb"),
  };
}

/** It finds the same rules, or the comparison is void. */
async function rivalRate({ rules, areas, compiled }: Case) {
  const engine = jsonRulesEngine(compiled.mapping.rules, today);
  const subjects = JSON.parse(subjectsFor(areas, rivalEvents(rules), 1)) as Subject[];
  const facts = subjects.map(factsOf);
  await engine.run(facts[0]);
  const found: string[][] = [];
  const startMs = performance.now();
  for (const each of facts) found.push((await engine.run(each)).events.map(({ type }) => type));
  const ms = performance.now() - startMs;
  for (const [i, subject] of subjects.entries()) {
    const applying = compiled.ruleIndex(subject).filter((at) => appliesTo(compiled.rules[at]!, subject, today));
    const theirs = found[i]!.map(Number).sort((a, b) => a - b);
    if (applying.join() !== theirs.join())
      throw new Error(`${subject.issue.ref}: ${applying.join()}; ${theirs.join()}`);
  }
  const eventsPerSecond = Math.round((subjects.length / ms) * 10_000) / 10;
  return { engine: "json-rules-engine", rules, events: subjects.length, "events/s": eventsPerSecond };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
