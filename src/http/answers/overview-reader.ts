/** A period at a glance, made once for each change and shared by all who look. */
import { randomBytes } from "node:crypto";
import type { Config } from "../../config/config.ts";
import type { Deps } from "../../deps.ts";
import { closesWith } from "../../domain/closing.ts";
import type { Period } from "../../domain/okr.ts";
import { codedError } from "../../errors.ts";
import { findIssueBriefs } from "../../store/views/issue-briefs.ts";
import { type EncodedBody, encodeBody } from "../encoded-body.ts";
import type { MovedAnswer, OverviewAnswer } from "../schemas/overview.ts";
import { largestMoves, movedAnswer } from "./moved-answer.ts";
import type { OverviewExtras } from "./overview-extras.ts";
import type { CheckedModel, ReadModel } from "./read-model.ts";
import { shownPeriod } from "./shown-period.ts";

export interface Overview {
  /** Weak: one for all encodings. */
  etag: string;
  /** Made when it is first asked for. */
  body: () => Promise<EncodedBody>;
}

export interface OverviewReader {
  /** Of the period that is shown by default where it is null; throws PERIOD_UNKNOWN. */
  readOverview(periodId: string | null): Promise<Overview>;
}

export function createOverviewReader(
  deps: Deps,
  readModel: () => Promise<CheckedModel>,
  readExtras: (checked: CheckedModel) => Promise<OverviewExtras>,
): OverviewReader {
  /** Tells this process's editions from those of others, and from those before a restart. */
  const nonce = randomBytes(6).toString("base64url");
  let bodies = new Map<string, Promise<EncodedBody>>();
  let edition = "";

  /** The extras name the newest event: the objectives must not be older than they are. */
  async function readBoth(): Promise<{ model: ReadModel; extras: OverviewExtras }> {
    for (;;) {
      const checked = await readModel();
      const extras = await readExtras(checked);
      if (extras.number <= checked.number) return { model: checked.model, extras };
    }
  }

  return {
    async readOverview(periodId) {
      const { model, extras } = await readBoth();
      const period = getPeriod(model.current.config, periodId, deps.clock());
      const present = `${nonce}-${model.edition}-${extras.edition}`;
      if (present !== edition) bodies = new Map();
      edition = present;
      const kept = bodies;
      return {
        etag: `W/"${present}-${period.id}"`,
        async body() {
          const known = kept.get(period.id);
          if (known !== undefined) return known;
          const made = overviewText(deps, model, extras, period).then(encodeBody);
          kept.set(period.id, made);
          made.catch(() => kept.delete(period.id));
          return made;
        },
      };
    },
  };
}

function getPeriod({ periods }: Config, id: string | null, now: Date): Period {
  if (id === null) {
    const shown = shownPeriod(periods, now.toISOString().slice(0, 10));
    if (shown !== undefined) return shown;
    throw codedError("PERIOD_UNKNOWN", "okrs.yaml has no period yet");
  }
  const named = periods.find((period) => period.id === id);
  if (named !== undefined) return named;
  throw codedError("PERIOD_UNKNOWN", "no period has this id");
}

/** JSON; the objectives are in it as they were made for each of their changes. */
async function overviewText(deps: Deps, model: ReadModel, extras: OverviewExtras, period: Period): Promise<string> {
  const { config, revision } = model.current;
  const { version, closed, state, nowMs } = extras;
  const before: Omit<OverviewAnswer, "objectives" | "moved" | "sources" | "config"> = {
    period: periodAnswer(period),
    periods: config.periods.map((each) => ({ ...periodAnswer(each), closed: closed.has(`${each.id} ${each.due}`) })),
    now: laterOf(model.reading.now, new Date(nowMs).toISOString()),
    revision,
    lastEventId: String(version.change > version.alert ? version.change : version.alert),
  };
  const after: Pick<OverviewAnswer, "moved" | "sources" | "config"> = {
    moved: await movedIn(deps, model, extras, period),
    sources: [...state.sources],
    config: state.config,
  };
  const objectives = config.objectives.filter((objective) => objective.period === period.id);
  const texts = objectives.map(({ id }) => model.objectives.get(id)!.json);
  return `${JSON.stringify(before).slice(0, -1)},"objectives":[${texts.join(",")}],${JSON.stringify(after).slice(1)}`;
}

/** Closed numbers no longer move, though the work behind them may. */
async function movedIn(
  { database }: Deps,
  { current, reading }: ReadModel,
  { moves }: OverviewExtras,
  { id: periodId }: Period,
): Promise<MovedAnswer[]> {
  const objectiveOf = new Map(
    current.config.objectives
      .filter(({ period }) => period === periodId)
      .flatMap((objective) => objective.keyResults.map((keyResult) => ({ objective, keyResult })))
      .filter(
        ({ objective, keyResult }) => !(closesWith(objective, keyResult) && reading.facts.frozen.has(objective.id)),
      )
      .map(({ objective, keyResult }) => [keyResult.id, objective.id] as const),
  );
  const largest = largestMoves(
    [...moves.byKeyResult.values()].filter(({ keyResultId }) => objectiveOf.has(keyResultId)),
  );
  const refs = largest.map(({ cause }) => cause.issue).filter((ref) => typeof ref === "string");
  const issues = await findIssueBriefs(database.db, [...new Set(refs)]);
  return largest.map((move) => movedAnswer(move, objectiveOf.get(move.keyResultId)!, issues));
}

function periodAnswer({ id, start, due }: Period): OverviewAnswer["period"] {
  return { id, start, due };
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
