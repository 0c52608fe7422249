import { Command } from "commander";
import { AsOfAnswer } from "../http/schemas/as-of.ts";
import { type Cli, printJson, printLine } from "./cli.ts";
import { plainText } from "../domain/plain-text.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";
import { formatStanding } from "./standing.ts";
import { formatTable } from "./table.ts";

/** Late deliveries that are named; `--json` has more. */
const namedLate = 10;

/** `as-of`: objectives and key results as they stood at a past instant. */
export function asOfVerb(cli: Cli): Command {
  const command = new Command("as-of")
    .description("objectives and key results as they stood then")
    .argument("<date>", "a day such as 2026-10-31 (its end, in UTC), or an instant such as 2026-10-31T12:00:00Z");
  return withJsonOption(withServiceOptions(command)).action((date: string, flags: ApiFlags) =>
    cli.run(() => showAsOf(cli, date, flags)),
  );
}

async function showAsOf(cli: Cli, date: string, flags: ApiFlags): Promise<0> {
  const answer = await withApi(cli, flags, ["web"], (api) => api.get(`/api/v1/as-of?at=${encodeURIComponent(date)}`));
  if (flags.json) {
    printJson(cli, answer);
    return 0;
  }
  const { at, revision, objectives, late } = AsOfAnswer.parse(answer);
  printLine(cli, `As of ${at}, configuration revision ${revision}\n`);
  cli.print(formatStanding(cli, objectives));
  if (late.items.length > 0) printLate(cli, late);
  return 0;
}

function printLate(cli: Cli, { items, more }: AsOfAnswer["late"]): void {
  const named = items.slice(0, namedLate);
  printLine(cli, "\nHeard of only afterwards, so that other numbers may have been shown then:");
  cli.print(
    formatTable(
      [
        { title: "ISSUE", cell: ({ key }) => plainText(key) },
        { title: "HAPPENED", cell: ({ eventAt }) => eventAt },
        { title: "HEARD OF", cell: ({ savedAt }) => savedAt },
      ],
      named,
    ),
  );
  const rest = items.length - named.length;
  if (rest > 0) printLine(cli, `and ${rest}${more ? " or more" : ""} others`);
}
