import { Command, Option } from "commander";
import { healths } from "../domain/check-in.ts";
import { codedError } from "../errors.ts";
import { type Cli, printJson, printLine } from "./cli.ts";
import { parseNumber } from "./option-values.ts";
import { objectivesOf } from "./objectives.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";
import { formatKeyResult } from "./standing.ts";
import { waitUntilSettled } from "./settled.ts";

interface CheckInFlags extends ApiFlags {
  value?: number;
  confidence?: number;
  health?: string;
  note?: string;
  expires?: string;
}

/** `check-in`: what a person states about a key result. */
export function checkInVerb(cli: Cli): Command {
  const command = new Command("check-in")
    .description("state a key result's value, confidence or health")
    .argument("<key result>", "id of the key result")
    .option("--value <number>", "the value as measured", parseNumber)
    .option("--confidence <share>", "how sure you are that it will be met, 0 to 1", parseNumber)
    .addOption(new Option("--health <health>", "a health to show beside the computed one").choices(healths))
    .option("--note <text>", "why")
    .option("--expires <time>", "ISO time at which a stated health ends");
  return withJsonOption(withServiceOptions(command)).action((keyResult: string, flags: CheckInFlags) =>
    cli.run(() => checkIn(cli, keyResult, flags)),
  );
}

/** A busy service may never be quiet: the check-in counts anyway, only what is printed may be a moment old. */
const patienceMs = 5_000;

async function checkIn(cli: Cli, keyResult: string, flags: CheckInFlags): Promise<0> {
  const { value, confidence, health, note, expires } = flags;
  const body = { value, confidence, health, note, expiresAt: expires };
  if (Object.values(body).every((part) => part === undefined)) {
    throw codedError("USAGE", "a check-in states something: --value, --confidence, --health or --note");
  }
  await withApi(cli, flags, ["web", "workers"], async (api) => {
    const answer = await api.post(`/api/v1/key-results/${encodeURIComponent(keyResult)}/check-ins`, body);
    if (flags.json) return printJson(cli, answer);
    await waitUntilSettled(api, patienceMs);
    const objectives = await objectivesOf(api);
    const now = objectives.flatMap((objective) => objective.keyResults).find(({ id }) => id === keyResult);
    printLine(cli, now === undefined ? "Checked in." : `Checked in. ${formatKeyResult(cli, now)}`);
  });
  return 0;
}
