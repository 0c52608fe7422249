/** Compiles so many rules once, and prints what that takes; for match.bench.ts, with --expose-gc. */
import { compilePattern } from "../../src/config/pattern/pattern.ts";
import { compileMapping } from "../../src/domain/mapping.ts";
import { worldOf } from "./match-world.ts";

export interface CompileReport {
  ms: number;
  cpuMs: number;
  /** What stays in use, besides the rules as they are written. */
  heapMb: number;
  /** The most that the heap grew by meanwhile, waste included. */
  grownMb: number;
}

function compile(rules: number): CompileReport {
  const { mapping, keyResults } = worldOf(rules);
  // The first rules compile the code.
  compileMapping({ ...mapping, rules: mapping.rules.slice(0, 1_000) }, keyResults, compilePattern);
  const before = heapAfterGc();
  const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  const compiled = compileMapping(mapping, keyResults, compilePattern);
  const [ms, cpu] = [performance.now() - startMs, process.cpuUsage(startCpu)];
  const grown = process.memoryUsage().heapUsed - before;
  const heap = heapAfterGc() - before;
  if (compiled.rules.length !== rules) throw new Error("not all rules are there");
  return {
    ms: Math.round(ms),
    cpuMs: Math.round((cpu.user + cpu.system) / 1_000),
    heapMb: Math.round(heap / 1e6),
    grownMb: Math.round(grown / 1e6),
  };
}

function heapAfterGc(): number {
  if (globalThis.gc === undefined) throw new Error("start this with --expose-gc");
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

process.stdout.write(JSON.stringify(compile(Number(process.argv[2]))));
