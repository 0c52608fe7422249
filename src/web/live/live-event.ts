/** What the service's event stream tells, read out of its messages. */
import type { Health } from "../../domain/check-in.ts";
import type { StreamMessage } from "./event-parser.ts";

export type LiveEvent =
  | {
      kind: "progress";
      subject: "key_result" | "objective";
      id: string;
      value: number | null;
      progress: number | null;
      rawProgress: number | null;
      previousProgress: number | null;
    }
  | { kind: "health"; subject: "key_result" | "objective"; id: string; health: Health; previousHealth: Health }
  | { kind: "source"; source: string | null }
  | { kind: "config" };

/** Null for what this page knows nothing of: a newer service may tell more. */
export function readLiveEvent({ event, data }: StreamMessage): LiveEvent | null {
  const told = parse(data);
  if (told === null) return null;
  if (event === "progress" || event === "health") return { ...told, kind: event } as LiveEvent;
  if (event === "source") return { kind: "source", source: typeof told["source"] === "string" ? told["source"] : null };
  return event === "config" ? { kind: "config" } : null;
}

function parse(data: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
