import { setTimeout as wait } from "node:timers/promises";
import { Command } from "commander";
import { z } from "zod";
import { codedError } from "../errors.ts";
import { ReconcileAnswer } from "../http/schemas/reconcile.ts";
import type { Api } from "./api.ts";
import { type Cli, printJson, printLine } from "./cli.ts";
import { parseSince } from "./option-values.ts";
import { backfillLine } from "./backfill-line.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";

const pollMs = 250;
/** Between two lines where nobody watches a bar. */
const plainEveryMs = 5_000;
/** How long a run may take to begin, and to go on after an error of the tracker. */
const patienceMs = 60_000;

interface Flags extends ApiFlags {
  since?: Date;
  full?: true;
}

const Runs = z.object({ items: z.array(ReconcileAnswer) });

/** `backfill <source>`: fetches issues from the tracker, with a progress bar and an estimate of what remains. */
export function backfillVerb(cli: Cli): Command {
  const command = new Command("backfill")
    .description("fetch a source's issues from its tracker; goes on where a broken-off run stood")
    .argument("<source>", "id of the source in sources.yaml")
    .option("--since <when>", "what changed since then, instead of since the last run", parseSince(cli.clock()))
    .option("--full", "everything, deletions included");
  return withJsonOption(withServiceOptions(command)).action((source: string, flags: Flags) =>
    cli.run(() => withApi(cli, flags, ["web", "workers"], (api) => backfill(cli, api, source, flags), "folder")),
  );
}

async function backfill(cli: Cli, api: Api, source: string, flags: Flags): Promise<0 | 1> {
  const path = `/api/v1/sources/${encodeURIComponent(source)}`;
  const before = Runs.parse(await api.get(`${path}/reconciles`)).items.find(({ finishedAt }) => finishedAt !== null);
  await api.post(`${path}/reconcile`, {
    scope: flags.full ? "all" : "changed",
    since: flags.since?.toISOString() ?? null,
  });
  const run = await follow(cli, flags, async () => {
    const { items } = Runs.parse(await api.get(`${path}/reconciles`));
    return items.find(({ id }) => before === undefined || BigInt(id) > BigInt(before.id)) ?? null;
  });
  if (flags.json) printJson(cli, run);
  else printLine(cli, summaryOf(run));
  return 0;
}

/** Shows the run until it has ended; throws what stopped it once nothing has moved for a while. */
async function follow(cli: Cli, flags: Flags, read: () => Promise<ReconcileAnswer | null>): Promise<ReconcileAnswer> {
  const isWatched = cli.terminal.isTty && !flags.json;
  const startedMs = cli.clock().getTime();
  let shownMs = startedMs;
  let movedMs = startedMs;
  let pages = -1;
  for (;;) {
    const run = await read();
    const nowMs = cli.clock().getTime();
    if (run !== null && run.pages !== pages) {
      pages = run.pages;
      movedMs = nowMs;
    }
    if (run?.finishedAt) {
      if (isWatched) cli.print("\r\x1b[K");
      return run;
    }
    if (nowMs - movedMs > patienceMs) throw stopped(run);
    if (run !== null && isWatched) cli.print(`\r\x1b[K${backfillLine(run, nowMs, cli.terminal.columns)}`);
    else if (run !== null && !flags.json && nowMs - shownMs >= plainEveryMs) {
      printLine(cli, backfillLine(run, nowMs, null));
      shownMs = nowMs;
    }
    await wait(pollMs);
  }
}

function stopped(run: ReconcileAnswer | null): Error {
  const why = run === null ? "no worker has taken the run up" : (run.error ?? "the tracker does not answer");
  return codedError(
    "SOURCE_UNAVAILABLE",
    `the backfill stands still: ${why}. It goes on where it stands when it is started again.`,
  );
}

function summaryOf({ fetched, drift, removed, scope }: ReconcileAnswer): string {
  const deletions = scope === "all" ? `, ${removed} removed` : "";
  return `${fetched} issues fetched, ${drift} of them new or different${deletions}.`;
}
