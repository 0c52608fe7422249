import { Command, Option } from "commander";
import { configFiles, isConfigFile } from "../config/config-files.ts";
import { readFolder } from "../config/folder/folder.ts";
import { formatProblem } from "../config/problem.ts";
import { codedError, isCodedError } from "../errors.ts";
import { PlanAnswer } from "../http/schemas/plan.ts";
import { type Cli, type ExitCode, printJson } from "./cli.ts";
import { parseWhole } from "./option-values.ts";
import { planMarkdown, refusalMarkdown } from "../domain/plan-markdown.ts";
import { planText, refusalText } from "./plan-text.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";

interface PlanFlags extends ApiFlags {
  markdown?: true;
  limit: number;
}

/** Everything stored is matched before the answer comes. */
const patienceMs = 280_000;

/** `plan`: what a configuration folder would change. */
export function planVerb(cli: Cli): Command {
  const command = new Command("plan")
    .description("show what a configuration would change; exit code 3 when it changes something, or is refused")
    .argument("[dir]", "the folder (default: OKR_SYNC_CONFIG, else config)")
    .addOption(new Option("--markdown", "print Markdown, for a comment on a pull request").conflicts("json"))
    .option("--limit <number>", "issues listed of each key result", parseWhole(0, 1_000), 20);
  return withJsonOption(withServiceOptions(command)).action((dir: string | undefined, flags: PlanFlags) =>
    cli.run(() => plan(cli, dir ?? cli.env().configDir, flags)),
  );
}

async function plan(cli: Cli, dir: string, flags: PlanFlags): Promise<ExitCode> {
  try {
    const files = await readFiles(dir);
    // What was last accepted, whatever stands in the folder by now, is what a candidate is compared with.
    const ask = withApi(cli, flags, ["web"], (api) => api.post("/api/v1/plan", { files }, patienceMs), "stored");
    const answer = PlanAnswer.parse(await ask);
    if (flags.json) printJson(cli, answer);
    else cli.print(flags.markdown ? planMarkdown(answer, flags.limit) : planText(cli, answer, flags.limit));
    return answer.changed ? 3 : 0;
  } catch (error) {
    if (!isCodedError(error) || error.code !== "CONFIG_REFUSED") throw error;
    const [, ...problems] = error.message.split("\n");
    if (flags.json) printJson(cli, { error: { code: error.code, message: error.message } });
    else cli.print(flags.markdown ? refusalMarkdown(problems) : refusalText(cli, dir, problems));
    return 3;
  }
}

/**
 * The texts of the folder, null for each file that it does not have, other files by name only; throws CONFIG_REFUSED where
 * one cannot be read.
 */
async function readFiles(dir: string): Promise<Record<string, string | null>> {
  const { files, unreadable } = await readFolder(dir);
  if (files === null || unreadable.length > 0) {
    const problems = unreadable.map(formatProblem).join("\n");
    throw codedError("CONFIG_REFUSED", `the configuration cannot be used:\n${problems}`);
  }
  const own = Object.entries(files).map(([name, text]) => [name, isConfigFile(name) ? text : ""] as const);
  return Object.fromEntries([...configFiles.map((name) => [name, null] as const), ...own]);
}
