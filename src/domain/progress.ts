/** What a key result or an objective amounts to at one moment. */
import type { StatusCategory } from "./issue.ts";

export type Counts = Readonly<Record<StatusCategory, number>>;

export interface KeyResultProgress {
  value: number | null;
  /** Clamped to 0…1; null where there is no data. */
  progress: number | null;
  rawProgress: number | null;
  /** Matched and past the grain, canceled ones included. */
  counts: Counts;
  /** Σ weight·size of the counted rows. */
  inScope: number;
  /** Σ weight·size·credit of the counted rows. */
  credited: number;
}
