/** The period that a review is of, and how it was closed. */
import type { CurrentConfig } from "../../deps.ts";
import { dayEndMs } from "../../domain/closing.ts";
import type { Period } from "../../domain/okr.ts";
import { codedError } from "../../errors.ts";
import type { OkrPlan } from "../../store/as-of.ts";
import type { Queryable } from "../../store/database.ts";
import { getRevisionAt, type StoredRevision } from "../../store/revisions.ts";
import { type ClosingView, findClosing } from "../../store/views/report.ts";

export interface ReportPeriod {
  period: Period;
  /** Null while it is open; one whose due day was moved since is open again. */
  closing: ClosingView | null;
}

/** A closed period may have left the configuration since; throws PERIOD_UNKNOWN for one that nobody knows. */
export async function findReportPeriod(
  db: Queryable,
  { config }: CurrentConfig,
  id: string,
  planOf: (revision: StoredRevision) => OkrPlan,
): Promise<ReportPeriod> {
  const closing = await findClosing(db, id);
  const period = config.periods.find((each) => each.id === id);
  if (period !== undefined) return { period, closing: closing?.due === period.due ? closing : null };
  if (closing === null) throw codedError("PERIOD_UNKNOWN", "no period has this id");
  const plan = planOf(await getRevisionAt(db, new Date(dayEndMs(closing.due))));
  const past = plan.periods.find((each) => each.id === id);
  if (past === undefined) throw codedError("PERIOD_UNKNOWN", "no period has this id any more");
  return { period: past, closing };
}
