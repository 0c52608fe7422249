/** One run of vitest in a folder, as data. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";

/** Longer than a run takes on a busy machine; a planted bug may never end. */
const timeoutMs = 600_000;

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export interface FileResult {
  passed: number;
  /** Names of failed tests. */
  failed: readonly string[];
  /** Why the file did not come to its tests; empty where it did. */
  problem: string;
}

/** By file; null where the run did not come to its end. `bail` ends it with the first failure. */
export async function runTests(
  folder: string,
  files: readonly string[],
  { bail }: { bail: boolean },
): Promise<Map<string, FileResult> | null> {
  const output = join(folder, ".drill-report.json");
  await rm(output, { force: true });
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const options = ["--config", ".vitest.config.ts", "--reporter=json", `--outputFile=${output}`];
  const child = spawn(process.execPath, [vitest, "run", ...options, ...(bail ? ["--bail=1"] : []), ...files], {
    cwd: folder,
    stdio: "ignore",
  });
  const timer = setTimeout(() => child.kill("SIGINT"), timeoutMs);
  const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  const text = signal === null ? await readFile(output, "utf8").catch(() => null) : null;
  if (text === null) return null;
  const results = Report.parse(JSON.parse(text)).testResults.map(({ name, message, assertionResults }) => {
    const passed = assertionResults.filter(({ status }) => status === "passed").length;
    const failed = assertionResults.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
    const problem = passed + failed.length > 0 ? "" : message || "no test ran";
    return [relative(folder, name), { passed, failed, problem }] as const;
  });
  return new Map(results);
}
