/** Hostile configuration files by the thousand, in processes of the size that the parser's thread may have. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FuzzReport } from "./config-fuzz-child.ts";

const child = fileURLToPath(new URL("./config-fuzz-child.ts", import.meta.url));
const files = 4_000;
const filesAProcess = 500;
/** As in src/config/config-parser.ts. MiB. */
const heap = ["--max-old-space-size=192", "--max-semi-space-size=8"];

export async function bench(): Promise<unknown> {
  const total: FuzzReport & { crashed: number[] } = { files: 0, bytes: 0, worst: {}, maxRssMb: 0, crashed: [] };
  for (let from = 0; from < files; from += filesAProcess) {
    const args = [...heap, child, String(from), String(from + filesAProcess)];
    const answer = await promisify(execFile)(process.execPath, args).catch(() => null);
    if (answer === null) total.crashed.push(from);
    else add(total, JSON.parse(answer.stdout) as FuzzReport);
  }
  process.stdout.write(
    `${total.files} files, ${Math.round(total.bytes / 1e6)} MB; processes that crashed: ${total.crashed.length}\n`,
  );
  process.stdout.write(`most memory of a process: ${total.maxRssMb} MB\nlongest CPU time of a file, ms:\n`);
  for (const [kind, { cpuMs, seed, bytes }] of Object.entries(total.worst)) {
    process.stdout.write(`  ${kind.padEnd(14)}${String(cpuMs).padStart(6)}   seed ${seed}, ${bytes} bytes\n`);
  }
  return total;
}

function add(total: FuzzReport, report: FuzzReport): void {
  total.files += report.files;
  total.bytes += report.bytes;
  total.maxRssMb = Math.max(total.maxRssMb, report.maxRssMb);
  for (const [kind, worst] of Object.entries(report.worst)) {
    if (worst.cpuMs >= (total.worst[kind]?.cpuMs ?? 0)) total.worst[kind] = worst;
  }
}
