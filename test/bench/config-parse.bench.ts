/** Reading large configurations, in this thread and in the parser's own: CPU time, which tells more than the clock on a busy machine. */
import { createConfigParser } from "../../src/config/config-parser.ts";
import { parseConfig } from "../../src/config/load.ts";
import { broken, smallConfig, smallEnv } from "../config/small-config.ts";

const bytes = 200 * 1024;
const turns = 7;

export async function bench(): Promise<unknown> {
  const okrs = manyObjectives();
  const mapping = manyRules();
  const files = {
    small: smallConfig,
    "200 KiB of okrs.yaml": { ...smallConfig, "okrs.yaml": okrs, "mapping.yaml": "" },
    "200 KiB of mapping.yaml": { ...smallConfig, "mapping.yaml": mapping },
  };
  const result: Record<string, unknown> = {};
  for (const [name, texts] of Object.entries(files)) {
    result[name] = inThisThread(texts);
    process.stdout.write(`${name}: ${JSON.stringify(result[name])}\n`);
  }
  result["first in a thread"] = await inThread();
  process.stdout.write(`a thread that starts and reads: ${JSON.stringify(result["first in a thread"])}\n`);
  return result;
}

/** The first read, which compiles the code, and the fastest of several. */
function inThisThread(files: Readonly<Record<string, string>>) {
  const times = Array.from({ length: turns }, () => {
    const before = process.cpuUsage();
    const parsed = parseConfig(files, { env: smallEnv, readFile: () => ({ ok: false, reason: "does not exist" }) });
    if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
    return msSince(before);
  });
  return { firstCpuMs: times[0], leastCpuMs: Math.min(...times) };
}

async function inThread() {
  const before = process.cpuUsage();
  const rssBefore = process.memoryUsage.rss();
  const parser = createConfigParser({ env: smallEnv, clock: () => new Date(0) });
  await parser.parse(broken({ file: "mapping.yaml" }));
  const startedCpuMs = msSince(before);
  const rssMb = Math.round((process.memoryUsage.rss() - rssBefore) / 1e6);
  const again = process.cpuUsage();
  await parser.parse(smallConfig);
  const result = { startedCpuMs, secondCpuMs: msSince(again), rssMb };
  await parser.close();
  return result;
}

function msSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1000);
}

function manyObjectives(): string {
  const head = "periods:\n  - { id: q4, start: 2026-10-01, due: 2026-12-31 }\nobjectives:\n";
  return filled(head, (index) => {
    const keyResults = [1, 2, 3].map(
      (each) =>
        `      - id: kr-${index}-${each}\n        title: Complete the platform development and design by the end of the quarter\n` +
        "        weight: 2\n        measure: { kind: completion, by: estimate }\n        grain: issue\n",
    );
    return `  - id: objective-${index}\n    title: Customers come back and stay for long\n    period: q4\n    owner: a${index}@example.com\n    keyResults:\n${keyResults.join("")}`;
  });
}

/** Fewer values than the limit of a file allows, in longer texts. */
function manyRules(): string {
  return filled(
    "rules:\n",
    (index) =>
      `  - id: rule-of-the-shop-for-the-team-number-${index}\n    keyResult: shop-complete\n` +
      `    when: { project: SHOP-OF-THE-LONG-NAME-${index}, type: [Story, Improvement], label: { none: [spike] } }\n`,
  );
}

function filled(head: string, item: (index: number) => string): string {
  let text = head;
  for (let index = 0; text.length < bytes; index++) text += item(index);
  return text;
}
