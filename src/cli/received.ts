/** What a received payload became: its end, its issues, and the numbers that moved. */
import type { SourceConfig } from "../config/config.ts";
import type { DeliveryAnswer } from "../http/schemas/operations.ts";
import type { ObjectiveAnswer } from "../http/schemas/objective.ts";
import { sourceOf } from "../sources/index.ts";
import { type Cli, paint, printLine } from "./cli.ts";
import { formatPercent } from "./percent.ts";
import { plainText } from "../domain/plain-text.ts";
import { standingOf } from "./standing.ts";

export interface Received extends Pick<DeliveryAnswer, "status" | "event" | "reason"> {
  deliveryId: string;
  /** The source had sent these bytes before: this says what became of them then. */
  duplicate: boolean;
  issues: readonly { ref: string; key: string; title: string; status: string; removed: boolean }[];
  moved: readonly { id: string; before: number | null; after: number | null }[];
}

export interface Delivered extends Pick<Received, "deliveryId" | "duplicate" | "status" | "event" | "reason"> {
  receivedAt: string;
}

/** Puts together what is known of a delivery that has ended. */
export function receivedOf(
  { deliveryId, duplicate, status, event, reason, receivedAt }: Delivered,
  source: SourceConfig,
  body: Uint8Array,
  before: readonly ObjectiveAnswer[],
  after: readonly ObjectiveAnswer[],
): Received {
  const then = standingOf(before);
  const moved = [...standingOf(after)]
    .map(([id, progress]) => ({ id, before: then.get(id) ?? null, after: progress }))
    .filter((change) => change.before !== change.after);
  const issues = status === "processed" ? issuesIn(source, body, receivedAt) : [];
  return { deliveryId, duplicate, status, event, reason, issues, moved };
}

/** The issues that the payload speaks about. */
function issuesIn(source: SourceConfig, body: Uint8Array, receivedAt: string): Received["issues"] {
  const payload: unknown = JSON.parse(new TextDecoder().decode(body));
  const normalised = sourceOf(source.kind).normalise(source, payload, receivedAt);
  if (normalised.outcome !== "issues") return [];
  return normalised.states.map(({ issue: { ref, key, title, status, removed } }) => ({
    ref,
    key,
    title,
    status,
    removed,
  }));
}

export function printReceived(cli: Cli, received: Received): void {
  const { deliveryId, duplicate, status, event, reason, issues, moved } = received;
  const known = duplicate ? " (known already: these bytes came before)" : "";
  const why = reason === null ? "" : `: ${plainText(reason)}`;
  const end = status === "received" ? "still waiting" : status;
  const coloured = status === "failed" ? paint(cli, "red", end) : end;
  printLine(cli, `Delivery ${deliveryId}${known}, ${plainText(event ?? "unknown event")}: ${coloured}${why}`);
  for (const { ref, key, title, status: issueStatus, removed } of issues) {
    const state = removed ? "removed" : plainText(issueStatus);
    printLine(cli, `  ${plainText(key)} (${plainText(ref)}) ${state}: ${plainText(title)}`);
  }
  for (const { id, before, after } of moved) {
    printLine(cli, `  ${id} ${formatPercent(before)} → ${formatPercent(after)}`);
  }
  if (status === "processed" && moved.length === 0) printLine(cli, "  no key result moved");
}
