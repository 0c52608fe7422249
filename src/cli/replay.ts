import { Command } from "commander";
import { codedError } from "../errors.ts";
import type { DeliveryAnswer } from "../http/schemas/operations.ts";
import type { Api } from "./api.ts";
import { type Cli, type ExitCode, paint, printJson, printLine } from "./cli.ts";
import { deliveriesOf, findEnded } from "./find-deliveries.ts";
import { parseSince } from "./option-values.ts";
import { plainText } from "../domain/plain-text.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";

interface ReplayFlags extends ApiFlags {
  failed?: true;
  since?: Date;
}

/** Longer than all retries of a job take. */
const patienceMs = 60_000;

/** `replay`: runs deliveries again; by the laws that changes nothing that was right already. */
export function replayVerb(cli: Cli): Command {
  const command = new Command("replay")
    .description("run deliveries again")
    .argument("[id...]", "ids of deliveries")
    .option("--failed", "all that failed")
    .option(
      "--since <time>",
      "all received since then: an ISO date or time, or a span such as 24h",
      parseSince(cli.clock()),
    );
  return withJsonOption(withServiceOptions(command)).action((ids: string[], flags: ReplayFlags) =>
    cli.run(() => replay(cli, ids, flags)),
  );
}

async function replay(cli: Cli, ids: readonly string[], flags: ReplayFlags): Promise<ExitCode> {
  const { failed, since } = flags;
  if (ids.length === 0 ? !failed && since === undefined : failed || since !== undefined) {
    throw codedError("USAGE", "give ids of deliveries, or --failed, or --since");
  }
  const run = async (api: Api) => {
    const wanted = ids.length > 0 ? ids : await findDeliveries(api, failed === true, since ?? null);
    for (const id of wanted) await api.post(`/api/v1/deliveries/${encodeURIComponent(id)}/replay`);
    return findEnded(api, wanted, patienceMs);
  };
  const ended = await withApi(cli, flags, ["web", "workers"], run, "folder");
  if (flags.json) printJson(cli, { items: ended });
  else printOutcomes(cli, ended);
  return ended.some(({ status }) => status === "failed" || status === "received") ? 1 : 0;
}

/** Ids, oldest first, so that they run in the order of their arrival. */
async function findDeliveries(api: Api, onlyFailed: boolean, since: Date | null): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id, receivedAt } of deliveriesOf(api, onlyFailed ? "failed" : null)) {
    // Newest first: the first one that is too old ends the search.
    if (since !== null && Date.parse(receivedAt) < since.getTime()) break;
    ids.push(id);
  }
  return ids.toReversed();
}

function printOutcomes(cli: Cli, deliveries: readonly DeliveryAnswer[]): void {
  if (deliveries.length === 0) printLine(cli, "No delivery to replay.");
  for (const { id, source, status, event, reason } of deliveries) {
    const outcome = status === "received" ? "still waiting" : status;
    const why = reason === null ? "" : `: ${plainText(reason)}`;
    printLine(
      cli,
      `${id} (${source}, ${plainText(event ?? "?")}) ${status === "failed" ? paint(cli, "red", outcome) : outcome}${why}`,
    );
  }
}
