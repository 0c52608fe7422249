/** How a key result's value comes out of its ledger, in one line with its numbers. */
import type { ExplainedKeyResult } from "../http/schemas/explain.ts";
import { plainText } from "../domain/plain-text.ts";

type Formula = (explained: ExplainedKeyResult) => string;

const formulas: Readonly<Record<ExplainedKeyResult["keyResult"]["measure"]["kind"], Formula>> = {
  completion: ({ sums, keyResult }) =>
    `Σ weight·size·credit / Σ weight·size = ${round(sums.credited)} / ${round(sums.size)}${equals(keyResult.value)}`,
  total: (explained) => `${totalFormula(explained)}${shareFormula(explained)}`,
  milestone: ({ rows, keyResult }) =>
    `completed / in scope = ${rows.completed} / ${rows.counted}${equals(keyResult.value)}; progress is 1 once all are completed`,
  metric: (explained) => {
    const { value, measure } = explained.keyResult;
    const { min, max } = measure.keep ?? {};
    const stated = value === null ? "no check-in has stated a value" : `the latest check-in states ${round(value)}`;
    if (measure.keep === undefined) return `${stated}${shareFormula(explained)}`;
    return `${stated}; progress is 1 from ${min ?? "−∞"} to ${max ?? "∞"}, else 0`;
  },
  objective: ({ keyResult }) => `progress of the objective ${plainText(keyResult.measure.objective ?? "")}`,
};

export function formulaText(explained: ExplainedKeyResult): string {
  return formulas[explained.keyResult.measure.kind](explained);
}

const aggregates: Readonly<Record<string, string>> = {
  average: "average size of the completed issues",
  min: "smallest size of a completed issue",
  max: "greatest size of a completed issue",
  latest: "size of the issue completed last",
};

function totalFormula({ keyResult, sums, rows }: ExplainedKeyResult): string {
  const { measure, value } = keyResult;
  const aggregate = aggregates[measure.aggregate ?? "sum"];
  if (aggregate !== undefined) return `${aggregate} (${rows.completed} are completed)${equals(value)}`;
  const start = measure.start ?? 0;
  if (start === 0) return `Σ weight·size·credit = ${round(sums.credited)}`;
  return `start + Σ weight·size·credit = ${round(start)} + ${round(sums.credited)}${equals(value)}`;
}

/** How the value becomes progress. */
function shareFormula({ keyResult: { value, start, target, rawProgress } }: ExplainedKeyResult): string {
  if (value === null || target === null) return "";
  const from = start ?? 0;
  if (from === target) return `; progress is 1 from ${round(target)} on`;
  const share = `(${round(value)} − ${round(from)}) / (${round(target)} − ${round(from)})`;
  return `; progress = (value − start) / (target − start) = ${share}${equals(rawProgress)}`;
}

function equals(value: number | null): string {
  return value === null ? ", no data" : ` = ${round(value)}`;
}

/** Six digits are enough for people; `--json` has all. */
export function round(value: number): string {
  return String(Number(value.toPrecision(6)));
}
