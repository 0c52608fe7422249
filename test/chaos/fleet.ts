/** The service's processes, started again as often as they end. */
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Random } from "../../src/cli/demo/random.ts";
import { type RunningService, startService } from "../e2e/service.ts";
import { killPlan, type Part } from "./kill-plan.ts";

const killPoints = fileURLToPath(new URL("./kill-points.ts", import.meta.url));

/** More than any outage on purpose can cause in one seed. */
const mostFailedStarts = 20;

export interface FleetSettings {
  parts: readonly Part[];
  configDir: string;
  dataDir: string;
  env: Readonly<Record<string, string>>;
  random: Random;
  /** Which of the named points come up; null for none. */
  turn: number | null;
}

export interface Fleet {
  /** Of a receiver that is up. */
  url(): string | null;
  /** The running processes with this part. */
  running(part?: Part): RunningService[];
  /** SIGKILL to one that runs, by chance. */
  killOne(part?: Part): Promise<void>;
  /** No named points from now on: processes that have yet to die at one are started anew. */
  calm(): Promise<void>;
  tally: FleetTally;
  /** Ends everything; in good order means by SIGTERM. */
  stop(how: "kill" | "in good order"): Promise<void>;
}

export interface FleetTally {
  kills: number;
  starts: number;
  /** Named points at which a process has ended. */
  points: string[];
  /** Ends of ready processes that nobody asked for. */
  crashes: string[];
  /** Why processes ended before they were ready. */
  failedStarts: string[];
}

export type Installation = Pick<FleetSettings, "configDir" | "dataDir" | "env">;

/** One process with this part, which dies at the point if there is one. */
export function startPart(
  { configDir, dataDir, env }: Installation,
  part: Part,
  point?: string,
): Promise<RunningService> {
  const args = part === "all" ? [] : ["--only", part];
  if (point === undefined) return startService({ configDir, dataDir, args, env });
  const armed = { ...env, CHAOS_KILL_POINT: point };
  return startService({ configDir, dataDir, args, env: armed, nodeArgs: ["--import", killPoints] });
}

interface Slot {
  part: Part;
  plan: string[];
  service: RunningService | null;
  armed: boolean;
  /** Set by whoever ends it. */
  expected: boolean;
  over: Promise<void>;
}

/** Processes of one part take turns with its points. */
function turnOf(parts: readonly Part[], index: number, turn: number): number {
  const alike = parts.filter((part) => part === parts[index]).length;
  return turn * alike + parts.slice(0, index).filter((part) => part === parts[index]).length;
}

/** Starts all of them; resolves when all are ready for the first time. */
export async function startFleet(settings: FleetSettings): Promise<Fleet> {
  const { random, turn } = settings;
  const tally: FleetTally = { kills: 0, starts: 0, points: [], crashes: [], failedStarts: [] };
  let stopping = false;
  const slots: Slot[] = settings.parts.map((part, index) => ({
    part,
    plan: turn === null ? [] : killPlan(part, random, turnOf(settings.parts, index, turn)),
    service: null,
    armed: false,
    expected: false,
    over: Promise.resolve(),
  }));

  async function startOne(slot: Slot): Promise<RunningService | null> {
    const point = slot.plan.shift();
    slot.armed = point !== undefined;
    try {
      return await startPart(settings, slot.part, point);
    } catch (error) {
      // It may die at its point, or find no server, before it is ready: whoever looks after it starts it again.
      tally.failedStarts.push(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  async function keep(slot: Slot, onFirst: () => void): Promise<void> {
    while (!stopping) {
      const service = await startOne(slot);
      tally.starts += 1;
      if (service === null && tally.failedStarts.length > mostFailedStarts) {
        stopping = true;
        throw new Error(`the service does not start: ${tally.failedStarts.at(-1)}`);
      }
      if (service === null) continue;
      slot.service = service;
      slot.expected = false;
      onFirst();
      if (stopping) return;
      const exit = await service.exited;
      slot.service = null;
      const points = service.log().flatMap((line) => (line.msg === "kill point" ? [String(line.point)] : []));
      tally.points.push(...points);
      if (exit.signal === "SIGKILL" || exit.code === 137) tally.kills += 1;
      else if (!slot.expected) {
        tally.crashes.push(`${slot.part}: ${JSON.stringify(exit)} ${JSON.stringify(service.log().slice(-5))}`);
      }
      if (!stopping) await pause(random.between(20, 300));
    }
  }

  const running = (part?: Part) =>
    slots.flatMap((slot) =>
      slot.service !== null && (part === undefined || slot.part === part) ? [slot.service] : [],
    );

  await Promise.all(
    slots.map(
      (slot) =>
        new Promise<void>((resolve, reject) => {
          slot.over = keep(slot, resolve);
          slot.over.catch(reject);
        }),
    ),
  );
  return {
    url: () => running().find(({ url }) => url !== "")?.url ?? null,
    running,
    async killOne(part) {
      await random.pick(running(part))?.kill();
    },
    async calm() {
      for (const slot of slots) slot.plan = [];
      await Promise.all(slots.flatMap(({ armed, service }) => (armed && service !== null ? [service.kill()] : [])));
    },
    tally,
    async stop(how) {
      stopping = true;
      for (const slot of slots) slot.expected = true;
      const end = () => Promise.all(running().map((service) => (how === "kill" ? service.kill() : service.stop())));
      await end();
      await Promise.all(slots.map(({ over }) => over));
      await end();
    },
  };
}
