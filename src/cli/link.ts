import { Command } from "commander";
import { LinkAnswer } from "../http/schemas/statements.ts";
import { type Cli, printJson, printLine } from "./cli.ts";
import { parseNumber } from "./option-values.ts";
import { plainText } from "../domain/plain-text.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";

/** `link`: this issue, epic, project or initiative counts toward this key result, with everything beneath it. */
export function linkVerb(cli: Cli): Command {
  const command = new Command("link")
    .description("let an issue, and everything beneath it, count toward a key result")
    .argument("<issue>", "key, ref or URL; it need not be known yet")
    .argument("<key result>", "id of the key result")
    .option("--weight <number>", "how much it counts (default: 1)", parseNumber);
  return withJsonOption(withServiceOptions(command)).action(
    (issue: string, keyResult: string, flags: ApiFlags & { weight?: number }) =>
      cli.run(() => link(cli, { issue, keyResult, weight: flags.weight }, flags)),
  );
}

async function link(
  cli: Cli,
  body: { issue: string; keyResult: string; weight: number | undefined },
  flags: ApiFlags,
): Promise<0> {
  const answer = await withApi(cli, flags, ["web", "workers"], (api) => api.post("/api/v1/links", body));
  if (flags.json) printJson(cli, answer);
  else {
    const { id, issue, keyResult, weight, ref } = LinkAnswer.parse(answer);
    const known = ref === null ? "; no such issue is known yet, it counts as soon as one is" : "";
    printLine(cli, `Link ${id}: ${plainText(issue)} counts toward ${keyResult} with weight ${weight}${known}.`);
  }
  return 0;
}
