/** publish.yaml: publishers are not there yet, and are refused by name so that nobody waits for them. */
import { refuseUnknownKeys } from "./okrs.ts";
import type { Report } from "./problem.ts";
import { itemsAt } from "./shape.ts";
import { keyPositionAt, type MapTree } from "./yaml/tree.ts";

export function refusePublishers(root: MapTree, report: Report): void {
  refuseUnknownKeys(root, ["publishers"], report);
  if (itemsAt(root, "publishers", report).length === 0) return;
  report.problem(
    keyPositionAt(root, [], "publishers"),
    "publishers: is not supported yet; it comes in a later version",
  );
}
