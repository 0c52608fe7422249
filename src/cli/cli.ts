/** What every verb is handed: the terminal, the environment and the exit code. Made once, in `src/cli.ts`. */
import { styleText } from "node:util";
import type { Clock } from "../deps.ts";
import type { Env } from "../env.ts";

/** 0 done, 1 failed, 2 usage, 3 `plan` found changes, or a configuration has errors. */
export type ExitCode = 0 | 1 | 2 | 3;

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export interface Cli {
  /** The environment, `.env` included; throws ENV_INVALID with all that is wrong in it. */
  env(): Env;
  print(text: string): void;
  printError(text: string): void;
  /** Whether a person watches: colours and redrawing only then. */
  terminal: { isTty: boolean; columns: number; rows: number };
  readStdin(): Promise<Uint8Array>;
  clock: Clock;
  /** Aborted by the first Ctrl-C or SIGTERM; from the first call on, those no longer end the process by themselves. */
  stopSignal(): AbortSignal;
  /** Runs a verb's work and keeps its exit code. */
  run(work: () => Promise<ExitCode>): Promise<void>;
}

/** The text in colour on a terminal, plain elsewhere. */
export function paint(cli: Cli, style: Style, text: string): string {
  return cli.terminal.isTty ? styleText(style, text, { validateStream: false }) : text;
}

export function printLine(cli: Cli, text: string): void {
  cli.print(`${text}\n`);
}

/** Data for programs: one JSON document. */
export function printJson(cli: Cli, data: unknown): void {
  cli.print(`${JSON.stringify(data, null, 2)}\n`);
}
