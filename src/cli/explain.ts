import { Command } from "commander";
import { codedError, type ErrorCode, isCodedError } from "../errors.ts";
import { ExplainedIssue, ExplainedKeyResult, ExplainedObjective } from "../http/schemas/explain.ts";
import type { Api } from "./api.ts";
import { type Cli, printJson } from "./cli.ts";
import { explainedIssueText } from "./explain-issue-text.ts";
import { explainedKeyResultText } from "./explain-key-result-text.ts";
import { explainedObjectiveText } from "./explain-objective-text.ts";
import { parseWhole } from "./option-values.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";

export interface ExplainFlags extends ApiFlags {
  all?: true;
  limit: number;
}

/** `explain`: where a number comes from. */
export function explainVerb(cli: Cli): Command {
  const command = new Command("explain")
    .description("show where a number comes from: matches and why not, ledger rows, sums, history")
    .argument("<what>", "id of a key result or an objective; key, ref or URL of an issue")
    .option("--limit <number>", "rows, rules and changes listed", parseWhole(1, 1_000), 20)
    .option("--all", "every rule, as far as the service lists them");
  return withJsonOption(withServiceOptions(command)).action((what: string, flags: ExplainFlags) =>
    cli.run(() => explain(cli, what, flags)),
  );
}

async function explain(cli: Cli, what: string, flags: ExplainFlags): Promise<0> {
  const { kind, answer } = await withApi(cli, flags, ["web"], (api) => find(api, what, flags.limit));
  if (flags.json) printJson(cli, answer);
  else if (kind === "issue") cli.print(explainedIssueText(cli, ExplainedIssue.parse(answer), flags));
  else if (kind === "keyResult") cli.print(explainedKeyResultText(cli, ExplainedKeyResult.parse(answer)));
  else cli.print(explainedObjectiveText(cli, ExplainedObjective.parse(answer)));
  return 0;
}

interface Found {
  kind: "keyResult" | "objective" | "issue";
  answer: unknown;
}

/** Ids first: an issue that is called like one of them is found by its ref or URL. */
async function find(api: Api, what: string, limit: number): Promise<Found> {
  const name = encodeURIComponent(what);
  const places: readonly [Found["kind"], string, ErrorCode][] = [
    ["keyResult", `/api/v1/key-results/${name}/explain?limit=${limit}&changes=${limit}`, "KEY_RESULT_UNKNOWN"],
    ["objective", `/api/v1/objectives/${name}/explain`, "OBJECTIVE_UNKNOWN"],
    ["issue", `/api/v1/issues/${name}/explain`, "ISSUE_UNKNOWN"],
  ];
  for (const [kind, path, unknown] of places) {
    try {
      return { kind, answer: await api.get(path) };
    } catch (error) {
      if (!isCodedError(error) || error.code !== unknown) throw error;
    }
  }
  throw codedError("ISSUE_UNKNOWN", `no key result, objective or stored issue is called ${JSON.stringify(what)}`);
}
