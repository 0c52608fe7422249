/** What a demo came to: what was sent, what became of it, and how objectives and key results moved. */
import { DeliveryAnswer } from "../../http/schemas/operations.ts";
import { pageOf } from "../../http/schemas/page.ts";
import type { Api } from "../api.ts";
import { type Cli, type ExitCode, paint, printLine } from "../cli.ts";
import { objectivesOf } from "../objectives.ts";
import { plainText } from "../../domain/plain-text.ts";
import { formatStanding, type Standing, standingOf } from "../standing.ts";
import type { Tally } from "./mail.ts";

const Deliveries = pageOf(DeliveryAnswer);

export interface DemoResult {
  api: Api;
  before: Standing;
  told: number;
  tally: Tally;
  /** By Ctrl-C. */
  stopped: boolean;
}

const failuresShown = 5;

/** Prints the summary; 1 when anything failed, or nothing moved although nobody stopped the demo. */
export async function printSummary(cli: Cli, { api, before, told, tally, stopped }: DemoResult): Promise<ExitCode> {
  const objectives = await objectivesOf(api);
  const failed = Deliveries.parse(await api.get("/api/v1/deliveries?status=failed&limit=100")).items;
  const after = standingOf(objectives);
  const moved = [...after].filter(([id, progress]) => progress !== (before.get(id) ?? null));
  printLine(cli, `\n${formatStanding(cli, objectives, before)}`);
  printLine(
    cli,
    `${told} events: ${tally.posted} webhooks sent, ${tally.accepted} accepted (${tally.duplicates} duplicates, ` +
      `${tally.reordered} out of order), ${tally.checkIns} check-ins, ${tally.links} links; ` +
      `${tally.failures.length} refused, ${failed.length} failed in processing; ${moved.length} numbers moved.`,
  );
  const failures = [
    ...tally.failures,
    ...failed.map(({ id, source, reason }) => `delivery ${id} of ${source}: ${reason ?? "no reason"}`),
  ];
  for (const failure of failures.slice(0, failuresShown)) {
    printLine(cli, `${paint(cli, "red", "failed")}: ${plainText(failure)}`);
  }
  if (failures.length > 0) return 1;
  if (moved.length > 0 || stopped) return 0;
  printLine(cli, paint(cli, "red", "Nothing moved: is config/ still the example that the demo is about?"));
  return 1;
}
