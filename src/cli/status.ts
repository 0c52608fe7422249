import { Command } from "commander";
import type { z } from "zod";
import { StatusAnswer } from "../http/schemas/operations.ts";
import { type Cli, paint, printJson, printLine } from "./cli.ts";
import { objectivesOf } from "./objectives.ts";
import { plainText } from "../domain/plain-text.ts";
import { withApi } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";
import { formatStanding } from "./standing.ts";
import { formatTable } from "./table.ts";

type Status = z.infer<typeof StatusAnswer>;

/** `status`: lag, failures, freshness of each source, and how objectives stand. */
export function statusVerb(cli: Cli): Command {
  const command = new Command("status").description(
    "lag, failures, freshness of each source, and how objectives stand",
  );
  return withJsonOption(withServiceOptions(command)).action((flags: ApiFlags) => cli.run(() => showStatus(cli, flags)));
}

async function showStatus(cli: Cli, flags: ApiFlags): Promise<0> {
  const [answer, objectives] = await withApi(cli, flags, ["web"], async (api) => [
    await api.get("/api/v1/status"),
    await objectivesOf(api),
  ]);
  if (flags.json) {
    printJson(cli, answer);
    return 0;
  }
  const status = StatusAnswer.parse(answer);
  const { deliveries, lagSeconds, database } = status;
  const waiting = `${deliveries.waiting} waiting${deliveries.waiting > 0 ? `, the oldest for ${formatAge(lagSeconds)}` : ""}`;
  const failed = `${deliveries.failed} failed`;
  printLine(cli, `${formatConfig(status.config)}, ${database === "embedded" ? "embedded database" : "PostgreSQL"}`);
  cli.print(formatTroubles(cli, status.config));
  printLine(cli, `Deliveries: ${waiting}, ${deliveries.failed > 0 ? paint(cli, "red", failed) : failed}\n`);
  printLine(cli, formatSources(cli, status.sources) + formatErrors(cli, status.sources));
  printLine(cli, formatQueues(status.queues));
  cli.print(formatStanding(cli, objectives));
  return 0;
}

function formatConfig({ revision, acceptedAt, matchedAt }: Status["config"]): string {
  if (revision === 0) return "No configuration yet";
  const since = acceptedAt === null ? "" : ` since ${acceptedAt}`;
  return `Configuration revision ${revision}${since}${matchedAt === null ? " (issues are being matched again)" : ""}`;
}

function formatTroubles(cli: Cli, { refused, unreadable }: Status["config"]): string {
  const listed = (heading: string, problems: readonly string[]) =>
    `${paint(cli, "red", heading)}\n${problems.map((problem) => `  ${plainText(problem)}\n`).join("")}`;
  return [
    refused === null ? "" : listed(`The changed configuration was refused at ${refused.at}:`, refused.problems),
    unreadable === null ? "" : listed(`Revision ${unreadable.revision} cannot be read here:`, unreadable.problems),
  ].join("");
}

function formatSources(cli: Cli, sources: Status["sources"]): string {
  return formatTable(
    [
      { title: "SOURCE", cell: ({ id }) => id },
      { title: "KIND", cell: ({ kind }) => kind },
      { title: "LAST DELIVERY", cell: ({ lastDeliveryAt }) => lastDeliveryAt ?? "–" },
      { title: "SILENT FOR", cell: ({ silentSeconds }) => formatAge(silentSeconds), align: "right" },
      { title: "LAST RECONCILE", cell: ({ lastReconcile }) => formatReconcile(lastReconcile) },
      { title: "FETCHED", cell: ({ lastReconcile }) => String(lastReconcile?.fetched ?? "–"), align: "right" },
      { title: "DRIFT", cell: ({ driftFound }) => String(driftFound ?? "–"), align: "right" },
      { title: "REFUSED", cell: ({ refusedLastHour }) => String(refusedLastHour), align: "right" },
      {
        title: "",
        cell: ({ staleSince }) => (staleSince === null ? "" : paint(cli, "yellow", `stale since ${staleSince}`)),
      },
    ],
    sources,
  );
}

/** When it ended, or how it stands; what stopped it is listed beneath the table. */
function formatReconcile(run: Status["sources"][number]["lastReconcile"]): string {
  if (run === null) return "–";
  const what = run.scope === "all" ? " (full)" : "";
  if (run.finishedAt !== null) return `${run.finishedAt}${what}`;
  return run.error === null ? `under way${what}` : `stopped${what}`;
}

function formatErrors(cli: Cli, sources: Status["sources"]): string {
  return sources
    .filter(({ lastReconcile }) => lastReconcile !== null && lastReconcile.error !== null)
    .map(
      ({ id, lastReconcile }) =>
        `${paint(cli, "red", `reconcile of ${id}:`)} ${plainText(lastReconcile?.error ?? "")}\n`,
    )
    .join("");
}

function formatQueues(queues: Status["queues"]): string {
  if (queues === null) return "The queue does not answer.\n";
  return formatTable(
    [
      { title: "QUEUE", cell: ([name]) => name },
      { title: "WAITING", cell: ([, counts]) => String(counts.waiting), align: "right" },
      { title: "ACTIVE", cell: ([, counts]) => String(counts.active), align: "right" },
      { title: "DELAYED", cell: ([, counts]) => String(counts.delayed), align: "right" },
      { title: "FAILED", cell: ([, counts]) => String(counts.failed), align: "right" },
    ],
    Object.entries(queues),
  );
}

/** `45 s`, `12 min`, `3 h`, `5 d`; rounded down. */
export function formatAge(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
