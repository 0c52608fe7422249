/** `npm run test:drill [-- <name> …]`: plants each named bug in a copy of the tree; the tests have to see it. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Bug, bugs } from "./bugs.ts";
import { type FileResult, runTests } from "./run-tests.ts";
import { copyTree, plant } from "./tree.ts";

/** Copies at work at a time: a run of vitest keeps a core busy. */
const parallel = 2;
const root = join(import.meta.dirname, "..", "..");

interface Outcome {
  bug: Bug;
  verdict: "caught" | "NOT CAUGHT" | "RED BASELINE" | "BROKEN";
  /** The test that caught it, or what went wrong. */
  detail: string;
  seconds: number;
}

function chosen(names: readonly string[]): Bug[] {
  const unknown = names.filter((name) => !bugs.some((bug) => bug.name === name));
  if (unknown.length === 0) return bugs.filter(({ name }) => names.length === 0 || names.includes(name));
  throw new Error(`no bug is called ${unknown.join(", ")}; there are: ${bugs.map(({ name }) => name).join(", ")}`);
}

/** Every plant is tried before any test runs, so that a rotten one shows at once. */
async function checkPlants(folder: string, wanted: readonly Bug[]): Promise<void> {
  for (const { name, edits } of wanted) {
    const restore = await plant(folder, edits).catch((error: unknown) => {
      throw new Error(`the drill has rotted: ${name}`, { cause: error });
    });
    await restore();
  }
}

/** Files whose tests do not all pass, or are none, without any bug; with the reason. */
async function redFiles(folder: string, wanted: readonly Bug[]): Promise<Map<string, string>> {
  const files = [...new Set(wanted.flatMap(({ tests }) => tests))];
  console.log(`First the ${files.length} test files without any bug: they have to pass …`);
  const results = await runTests(folder, files, { bail: false });
  const red = new Map<string, string>();
  for (const file of files) {
    const result = results?.get(file);
    const why = result === undefined ? "did not run" : (result.failed[0] ?? result.problem);
    if (why !== "") red.set(file, why);
  }
  return red;
}

async function tryBug(folder: string, bug: Bug): Promise<Outcome> {
  const startedMs = performance.now();
  const restore = await plant(folder, bug.edits);
  const results = await runTests(folder, bug.tests, { bail: true });
  await restore();
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  return { bug, seconds, ...verdictOf(results) };
}

/** A bug that keeps the file from loading, or the run from ending, has shown nothing. */
function verdictOf(results: Map<string, FileResult> | null): Pick<Outcome, "verdict" | "detail"> {
  if (results === null) return { verdict: "BROKEN", detail: "the run did not come to its end" };
  const all = [...results.values()];
  const failed = all.flatMap((result) => result.failed)[0];
  if (failed !== undefined) return { verdict: "caught", detail: failed };
  const passed = all.reduce((sum, result) => sum + result.passed, 0);
  if (passed > 0) return { verdict: "NOT CAUGHT", detail: `${passed} tests pass` };
  return { verdict: "BROKEN", detail: all.find(({ problem }) => problem !== "")?.problem ?? "no test ran" };
}

function printLine({ bug, verdict, detail, seconds }: Outcome, width: number): void {
  console.log(`${verdict.padEnd(12)}  ${bug.name.padEnd(width)}  ${String(seconds).padStart(3)} s  ${detail}`);
}

async function drill(names: readonly string[]): Promise<boolean> {
  const wanted = chosen(names);
  const folders = await Promise.all(Array.from({ length: parallel }, () => copyTree(root)));
  const width = Math.max(...wanted.map(({ name }) => name.length));
  const outcomes: Outcome[] = [];
  try {
    await checkPlants(folders[0]!, wanted);
    const red = await redFiles(folders[0]!, wanted);
    const queue = [...wanted];
    const work = async (folder: string) => {
      for (let bug = queue.shift(); bug !== undefined; bug = queue.shift()) {
        const redFile = bug.tests.find((file) => red.has(file));
        const detail = redFile === undefined ? "" : `${redFile}: ${red.get(redFile)}`;
        const outcome: Outcome =
          redFile === undefined ? await tryBug(folder, bug) : { bug, verdict: "RED BASELINE", detail, seconds: 0 };
        outcomes.push(outcome);
        if (outcomes.length % 5 === 0) console.log(`${outcomes.length} of ${wanted.length} …`);
        if (outcome.verdict !== "caught") printLine(outcome, width);
      }
    };
    await Promise.all(folders.map(work));
  } finally {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
  console.log("");
  for (const bug of wanted) printLine(outcomes.find((outcome) => outcome.bug === bug)!, width);
  const caught = outcomes.filter(({ verdict }) => verdict === "caught").length;
  console.log(`\n${caught} of ${wanted.length} planted bugs caught.`);
  return caught === wanted.length;
}

if (!(await drill(process.argv.slice(2)))) process.exitCode = 1;
