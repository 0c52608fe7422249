/** The command line: the table of verbs, and the one place (with main.ts) that touches signals and the exit code. */
import { Command, CommanderError } from "commander";
import { backfillVerb } from "./cli/backfill.ts";
import { asOfVerb } from "./cli/as-of.ts";
import { checkInVerb } from "./cli/check-in.ts";
import type { Cli, ExitCode } from "./cli/cli.ts";
import { deliveriesVerb } from "./cli/deliveries.ts";
import { demoVerb } from "./cli/demo.ts";
import { explainVerb } from "./cli/explain.ts";
import { linkVerb } from "./cli/link.ts";
import { migrateVerb } from "./cli/migrate.ts";
import { planVerb } from "./cli/plan.ts";
import { receiveVerb } from "./cli/receive.ts";
import { replayVerb } from "./cli/replay.ts";
import { reportVerb } from "./cli/report.ts";
import { startVerb } from "./cli/start.ts";
import { statusVerb } from "./cli/status.ts";
import { unlinkVerb } from "./cli/unlink.ts";
import { validateVerb } from "./cli/validate.ts";
import { type Env, readEnv } from "./env.ts";
import { codedError, isCodedError } from "./errors.ts";

/** In the order in which `--help` lists them. */
const verbs = [
  demoVerb,
  startVerb,
  migrateVerb,
  validateVerb,
  planVerb,
  explainVerb,
  receiveVerb,
  checkInVerb,
  linkVerb,
  unlinkVerb,
  backfillVerb,
  deliveriesVerb,
  replayVerb,
  asOfVerb,
  reportVerb,
  statusVerb,
] as const satisfies readonly ((cli: Cli) => Command)[];

/** Runs one verb with this process's arguments, environment and terminal, and sets the exit code. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), process.stdout, process.stderr);
}

type Out = Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns" | "rows">;

/** Runs one verb; resolves with the exit code of interfaces.md. */
export async function runCli(args: readonly string[], out: Out, err: Out): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const cli: Cli = {
    env: checkedEnv,
    print: (text) => void out.write(text),
    printError: (text) => void err.write(text),
    terminal: terminalOf(out),
    readStdin,
    clock: () => new Date(),
    stopSignal,
    run: async (work) => {
      exitCode = await work();
    },
  };
  try {
    await programOf(cli).parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    cli.printError(`okr-sync: ${describeError(error)}\n`);
    return isCodedError(error) && error.code === "USAGE" ? 2 : 1;
  }
}

/** A file or a pipe takes lines of any length. */
function terminalOf({ isTTY, columns, rows }: Out): Cli["terminal"] {
  if (!isTTY) return { isTty: false, columns: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY };
  return { isTty: true, columns: columns || 120, rows: rows || 40 };
}

function programOf(cli: Cli): Command {
  const program = new Command("okr-sync")
    .description("Jira and Linear webhooks become key-result and objective progress.")
    .showHelpAfterError("(--help lists what there is)")
    .configureOutput({ writeOut: (text) => cli.print(text), writeErr: (text) => cli.printError(text) })
    .exitOverride();
  for (const verb of verbs) program.addCommand(verb(cli).copyInheritedSettings(program));
  return program;
}

/** The message for errors that we throw on purpose and for those of the system, the whole stack for all others. */
function describeError(error: unknown): string {
  if (isCodedError(error)) return `${error.message} (${error.code})`;
  if (error instanceof Error && "syscall" in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function checkedEnv(): Env {
  const result = readEnv();
  if (result.ok) return result.env;
  throw codedError("ENV_INVALID", `the environment cannot be used:\n${result.problems.join("\n")}`);
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

if (import.meta.main) await main();
