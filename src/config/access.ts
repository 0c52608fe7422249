/** access.yaml: tree → access tokens. */
import type { AccessToken } from "./config.ts";
import { refuseDuplicates } from "./id.ts";
import { refuseUnknownKeys } from "./okrs.ts";
import type { Report } from "./problem.ts";
import { checkShape, itemsAt, textAt } from "./shape.ts";
import { TokenShape } from "./sources-shape.ts";
import { type MapTree, type Path, positionAt } from "./yaml/tree.ts";

export function readAccess(root: MapTree, report: Report): AccessToken[] {
  refuseUnknownKeys(root, ["tokens"], report);
  const trees = itemsAt(root, "tokens", report);
  const names = trees.flatMap((tree) => {
    const name = textAt(tree, ["name"]);
    return name === null ? [] : [{ id: name, at: positionAt(tree, ["name"]) }];
  });
  refuseDuplicates(names, "name", report);
  const lines = new Map<string, number>();
  return trees.flatMap((tree) => {
    const token = checkShape(TokenShape, tree, "token", report);
    if (token === null) return [];
    const at = positionAt(tree, ["token"]);
    const other = lines.get(token.token);
    if (other === undefined) lines.set(token.token, at.line);
    else report.problem(at, `token: is the same as in line ${other}`);
    return [token];
  });
}

/** Paths of access.yaml whose values are secrets. */
export function isAccessSecret(path: Path): boolean {
  return path[2] === "token";
}
