/** Reads hostile files from one seed to another and prints the worst of each kind; for config-fuzz.bench.ts. */
import { hostileFile } from "../config/fuzz/hostile-file.ts";
import { parse, smallConfig } from "../config/small-config.ts";

export interface FuzzReport {
  files: number;
  bytes: number;
  /** By kind: the longest time of this process's CPUs, and for which seed. */
  worst: Record<string, { cpuMs: number; seed: number; bytes: number }>;
  maxRssMb: number;
}

function fuzz(from: number, to: number): FuzzReport {
  // The first reads compile the code; nobody's file is slow for that.
  for (let turn = 0; turn < 5; turn++) parse(smallConfig);
  const report: FuzzReport = { files: 0, bytes: 0, worst: {}, maxRssMb: 0 };
  for (let seed = from; seed < to; seed++) {
    const { kind, file, text } = hostileFile(seed);
    const before = process.cpuUsage();
    parse({ ...smallConfig, [file]: text });
    const { user, system } = process.cpuUsage(before);
    const cpuMs = Math.round((user + system) / 1000);
    report.files += 1;
    report.bytes += Buffer.byteLength(text);
    if (cpuMs >= (report.worst[kind]?.cpuMs ?? 0)) report.worst[kind] = { cpuMs, seed, bytes: text.length };
  }
  report.maxRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return report;
}

const [from = "0", to = "100"] = process.argv.slice(2);
process.stdout.write(JSON.stringify(fuzz(Number(from), Number(to))));
