/** What a token may do: without rights Jira answers searches with "no issues". */
import { z } from "zod";
import { codedError } from "../../errors.ts";
import { readAs } from "../answer.ts";

const Myself = z.object({ accountId: z.string().optional(), name: z.string().optional() });
const Permissions = z.object({
  permissions: z.object({ BROWSE_PROJECTS: z.object({ havePermission: z.boolean() }) }),
});

/** Throws SOURCE_UNAUTHORISED unless the answer to `/myself` names somebody: anonymous requests are answered too. */
export function requireSomebody(answer: unknown, source: string): void {
  const { accountId, name } = readAs(Myself, answer, source, "myself");
  if (!accountId && !name) throw codedError("SOURCE_UNAUTHORISED", `${source}: the token belongs to nobody`);
}

/** Throws SOURCE_UNAUTHORISED unless at least one project can be seen. */
export function requireBrowsing(answer: unknown, source: string): void {
  const { permissions } = readAs(Permissions, answer, source, "mypermissions");
  if (!permissions.BROWSE_PROJECTS.havePermission) {
    throw codedError("SOURCE_UNAUTHORISED", `${source}: the token may not browse any project`);
  }
}

/** A project that the token cannot see and one that does not exist are the same to Jira. */
export function refusedScope(source: string, complaint: string, cause?: unknown) {
  const message = `${source}: reconcile.jql names what does not exist or what the token may not see: ${complaint}`;
  return codedError("SOURCE_UNAUTHORISED", message, cause);
}
