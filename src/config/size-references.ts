/** `by: field:<alias>` of measures against the aliases that the sources define. */
import { unknownName } from "./id.ts";
import type { Report } from "./problem.ts";
import { textAt } from "./shape.ts";
import type { Sources } from "./sources.ts";
import { computedFields } from "./sources-shape.ts";
import { positionAt, type Tree } from "./yaml/tree.ts";

const prefix = "field:";

export function checkSizes(keyResults: readonly Tree[], sources: Sources, report: Report): void {
  const known = sources.aliases === null ? null : [...sources.aliases, ...computedFields];
  for (const tree of keyResults) {
    const by = textAt(tree, ["measure", "by"]);
    if (by === null || !by.startsWith(prefix) || by === prefix) continue;
    const at = positionAt(tree, ["measure", "by"]);
    const alias = by.slice(prefix.length);
    if (known !== null && !known.includes(alias)) report.problem(at, unknownName("by", "field alias", alias, known));
    const lacking = sources.withoutStartedAt;
    if (alias === "cycleTimeDays" && lacking.length > 0) {
      const names = lacking.map((id) => `"${id}"`).join(", ");
      report.problem(at, `by: cycleTimeDays needs the field alias startedAt, which source ${names} does not define`);
    }
  }
}
