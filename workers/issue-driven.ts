/** Key results whose number comes from a ledger, rather than from check-ins or another objective. */
import type { KeyResult, Measure } from "../src/domain/okr.ts";

export const issueDriven: readonly Measure["kind"][] = ["completion", "total", "milestone"];

export function isIssueDriven({ measure }: KeyResult): boolean {
  return issueDriven.includes(measure.kind);
}
