/** Which named points end which process: every point comes up again and again as seeds go by. */
import type { Random } from "../../src/cli/demo/random.ts";

export type Part = "web" | "workers" | "all";

/** Before the commit is sent, when it has been sent, and when it was answered but nobody has heard of it yet. */
const moments = ["before", "sent", "after"] as const;

const kindsOf: Readonly<Record<Part, readonly string[]>> = {
  web: ["record"],
  workers: ["ingest", "roll-up", "rematch", "publish", "sweep"],
  all: ["record", "ingest", "roll-up", "rematch", "publish", "sweep"],
};

/** In which of its kind's commits a process ends, at most: early, so that it happens while the seed runs. */
const latest: Readonly<Record<string, number>> = {
  record: 8,
  ingest: 8,
  "roll-up": 6,
  publish: 4,
  rematch: 2,
  sweep: 3,
};

/** Points such as `ingest:after:3` for the first starts of a process, in turn; later starts live on. */
export function killPlan(part: Part, random: Random, turn: number): string[] {
  const points = pointsOf(part);
  return [0, 1].map((start) => {
    const point = points[(turn * 2 + start) % points.length]!;
    return `${point}:${random.between(1, latest[point.split(":")[0]!] ?? 1)}`;
  });
}

export function pointsOf(part: Part): string[] {
  return kindsOf[part].flatMap((kind) => moments.map((moment) => `${kind}:${moment}`));
}
