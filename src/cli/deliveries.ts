import { Command, Option } from "commander";
import { DeliveryAnswer, deliveryStatuses } from "../http/schemas/operations.ts";
import { pageOf } from "../http/schemas/page.ts";
import { type Cli, type Style, paint, printJson, printLine } from "./cli.ts";
import { parseWhole } from "./option-values.ts";
import { plainText } from "../domain/plain-text.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";
import { formatTable } from "./table.ts";

const Deliveries = pageOf(DeliveryAnswer);

interface DeliveriesFlags extends ApiFlags {
  status?: string;
  limit: number;
}

/** `deliveries`: what was received, newest first, and what became of it. */
export function deliveriesVerb(cli: Cli): Command {
  const command = new Command("deliveries")
    .description("list deliveries, newest first")
    .addOption(new Option("--status <status>", "only those").choices(deliveryStatuses))
    .option("--limit <number>", "at most so many", parseWhole(1, 1_000), 50);
  return withJsonOption(withServiceOptions(command)).action((flags: DeliveriesFlags) =>
    cli.run(() => listDeliveries(cli, flags)),
  );
}

async function listDeliveries(cli: Cli, flags: DeliveriesFlags): Promise<0> {
  const query = new URLSearchParams({ limit: String(flags.limit), ...(flags.status ? { status: flags.status } : {}) });
  const answer = await withApi(cli, flags, ["web"], (api) => api.get(`/api/v1/deliveries?${query.toString()}`));
  if (flags.json) printJson(cli, answer);
  else {
    const { items, nextCursor } = Deliveries.parse(answer);
    cli.print(items.length === 0 ? "No deliveries.\n" : formatDeliveries(cli, items));
    if (nextCursor !== null) printLine(cli, paint(cli, "dim", "There are more: raise --limit."));
  }
  return 0;
}

const statusStyles: Readonly<Record<DeliveryAnswer["status"], Style>> = {
  received: "yellow",
  processed: "green",
  ignored: "dim",
  failed: "red",
};

function formatDeliveries(cli: Cli, deliveries: readonly DeliveryAnswer[]): string {
  return formatTable<DeliveryAnswer>(
    [
      { title: "ID", cell: ({ id }) => id, align: "right" },
      { title: "RECEIVED", cell: ({ receivedAt }) => receivedAt },
      { title: "SOURCE", cell: ({ source }) => plainText(source) },
      { title: "STATUS", cell: ({ status }) => paint(cli, statusStyles[status], status) },
      { title: "EVENT", cell: ({ event }) => plainText(event ?? "–") },
      { title: "TRIES", cell: ({ attempts }) => String(attempts), align: "right" },
      { title: "REPEATS", cell: ({ repeats }) => String(repeats), align: "right" },
      { title: "REASON", cell: ({ reason }) => plainText(reason ?? "") },
    ],
    deliveries,
  );
}
