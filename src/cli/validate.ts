import { Command } from "commander";
import { keyResultsOf } from "../config/config.ts";
import { createConfigParser } from "../config/config-parser.ts";
import type { ConfigResult } from "../config/load.ts";
import { formatProblem } from "../config/problem.ts";
import { type Cli, type ExitCode, paint, printJson, printLine } from "./cli.ts";
import { withJsonOption } from "./service-options.ts";

/** `validate`: checks a configuration folder; needs no service and no database. */
export function validateVerb(cli: Cli): Command {
  const command = new Command("validate")
    .description("check a configuration folder; exit code 3 when it has errors")
    .argument("[dir]", "the folder (default: OKR_SYNC_CONFIG, else config)");
  return withJsonOption(command).action((dir: string | undefined, options: { json?: true }) =>
    cli.run(() => validate(cli, dir ?? cli.env().configDir, options.json === true)),
  );
}

async function validate(cli: Cli, dir: string, json: boolean): Promise<ExitCode> {
  const result = await readFolder(cli, dir);
  const problems = result.ok ? [] : result.problems;
  if (json) printJson(cli, { ok: result.ok, problems, warnings: result.warnings });
  else {
    for (const problem of problems) printLine(cli, `${paint(cli, "red", "error")}: ${formatProblem(problem)}`);
    for (const warning of result.warnings)
      printLine(cli, `${paint(cli, "yellow", "warning")}: ${formatProblem(warning)}`);
    printLine(cli, verdict(dir, result));
  }
  return result.ok ? 0 : 3;
}

async function readFolder(cli: Cli, dir: string): Promise<ConfigResult> {
  const parser = createConfigParser({ env: cli.env().raw, clock: cli.clock });
  try {
    return await parser.load(dir);
  } finally {
    await parser.close();
  }
}

function verdict(dir: string, result: ConfigResult): string {
  if (!result.ok)
    return `${dir}: ${counted(result.problems.length, "error")}, ${counted(result.warnings.length, "warning")}`;
  const { config } = result;
  const parts = [
    counted(config.objectives.length, "objective"),
    counted(keyResultsOf(config).length, "key result"),
    counted(config.mapping.rules.length, "rule"),
    counted(config.sources.length, "source"),
  ];
  return `${dir}: fine (${parts.join(", ")}; ${counted(result.warnings.length, "warning")})`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
