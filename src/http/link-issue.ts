/** Writes links, and has what they name matched again. */
import type { FastifyBaseLogger } from "fastify";
import type { Deps } from "../deps.ts";
import type { IssueRef } from "../domain/issue.ts";
import { nameOfReference } from "../domain/issue-name.ts";
import type { Queryable } from "../store/database.ts";
import { findRefs } from "../store/issue-names.ts";
import { listLinks, recordLink, removeLink, type StoredLink } from "../store/links.ts";
import { sourceOfRef } from "../store/issues.ts";
import { requestRematches } from "../store/pending.ts";
import { requestChildren } from "../store/pending-children.ts";
import { findIssueBriefs, type IssueBrief } from "../store/views/issue-briefs.ts";
import { ring } from "../queue/ring.ts";
import type { LinkAnswer } from "./schemas/statements.ts";

/**
 * Null where the key result has a live link to the same issue, by whatever name. An issue that is not known yet is
 * accepted: it will match when it appears.
 */
export async function addLink(
  deps: Deps,
  log: FastifyBaseLogger,
  wanted: Omit<StoredLink, "id" | "createdAt">,
): Promise<LinkAnswer | null> {
  const at = deps.clock();
  const added = await deps.database.db.transaction().execute(async (trx) => {
    const others = await listLinks(trx, { keyResultId: wanted.keyResultId, after: null, limit: null });
    const names = [wanted, ...others].map(({ issue }) => nameOfReference(issue));
    const refs = await findRefs(trx, names);
    const [own, ...taken] = names.map((name) => refs.get(name)?.[0] ?? name);
    if (taken.includes(own!)) return null;
    const link = await recordLink(trx, { ...wanted, createdAt: at });
    if (link === null) return null;
    const roots = rootsOf(names[0]!, refs);
    await requestRematches(trx, roots, { kind: "link", id: link.id }, at);
    const linked = refs.get(names[0]!) ?? [];
    // The reconcile's own query may leave out what lies beneath.
    await requestChildren(trx, linked.filter(isFetched(deps)), at);
    return { link, roots, refs: linked };
  });
  if (added === null) return null;
  await ringForRematch(deps, log, added.roots);
  for (const source of new Set(added.refs.filter(isFetched(deps)).map(sourceOfRef))) {
    await ring(deps.queue, log, "reconcile", { source, scope: "children" });
  }
  return linkAnswer(added.link, added.refs, await findIssueBriefs(deps.database.db, added.refs.slice(0, 1)));
}

/** Whether anybody can be asked about the issue: its source has `auth`. */
function isFetched(deps: Deps): (ref: IssueRef) => boolean {
  const asked = new Set(
    deps
      .current()
      .config.sources.filter(({ auth }) => auth !== null)
      .map(({ id }) => id),
  );
  return (ref) => asked.has(sourceOfRef(ref));
}

/** What to match again. Children may know their parent by its key alone, before anybody has seen the parent itself. */
function rootsOf(name: string, refs: ReadonlyMap<string, readonly IssueRef[]>): readonly string[] {
  return refs.get(name) ?? [name.includes(":") ? name : `name:${name}`];
}

/** False where no live link has this id. */
export async function takeBackLink(deps: Deps, log: FastifyBaseLogger, id: string): Promise<boolean> {
  const at = deps.clock();
  const roots = await deps.database.db.transaction().execute(async (trx) => {
    const link = await removeLink(trx, id, at);
    if (link === null) return null;
    const name = nameOfReference(link.issue);
    const refs = rootsOf(name, await findRefs(trx, [name]));
    await requestRematches(trx, refs, { kind: "link", id: link.id }, at);
    return refs;
  });
  if (roots === null) return false;
  await ringForRematch(deps, log, roots);
  return true;
}

/** Links with the issues that they name, in two look-ups. */
export async function linkAnswers(db: Queryable, links: readonly StoredLink[]): Promise<LinkAnswer[]> {
  const names = links.map(({ issue }) => nameOfReference(issue));
  const refs = await findRefs(db, names);
  const briefs = await findIssueBriefs(
    db,
    [...refs.values()].map((each) => each[0]!),
  );
  return links.map((link, i) => linkAnswer(link, refs.get(names[i]!) ?? [], briefs));
}

async function ringForRematch(deps: Deps, log: FastifyBaseLogger, roots: readonly IssueRef[]) {
  if (roots.length > 0) await ring(deps.queue, log, "rematch", { roots: [...roots] });
}

function linkAnswer(
  link: StoredLink,
  refs: readonly IssueRef[],
  briefs: ReadonlyMap<IssueRef, IssueBrief>,
): LinkAnswer {
  const { id, issue, keyResultId: keyResult, weight, author, createdAt } = link;
  const ref = refs[0] ?? null;
  const known = ref === null ? null : (briefs.get(ref) ?? null);
  return { id, issue, keyResult, weight, createdAt: createdAt.toISOString(), author, ref, known };
}
