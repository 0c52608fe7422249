/** What may happen on the trackers, as plain data: a history can be printed, shrunk and played again. */
import type { Draft, SiteName, Status } from "./item.ts";

interface OnItem {
  site: SiteName;
  id: string;
}

export type Mutation =
  | ({ act: "create" } & Draft)
  | ({ act: "transition"; status: Status } & OnItem)
  | ({ act: "estimate"; estimate: number | null } & OnItem)
  | ({ act: "label"; labels: readonly string[] } & OnItem)
  | ({ act: "rename"; title: string } & OnItem)
  | ({ act: "assign"; assignee: string | null } & OnItem)
  | ({ act: "sprint"; sprint: string | null } & OnItem)
  | ({ act: "reparent"; parent: string | null } & OnItem)
  /** Linear: puts an issue into a project, or takes it out. */
  | ({ act: "join"; project: string | null } & OnItem)
  /** Linear: a project into initiatives. */
  | ({ act: "align"; initiatives: readonly string[] } & OnItem)
  /** To another Jira project or Linear team. */
  | ({ act: "move"; space: string } & OnItem)
  /** Jira deletes for good, sub-tasks as well; Linear puts into the trash. */
  | ({ act: "delete" } & OnItem)
  /** Linear: out of the trash or the archive. */
  | ({ act: "restore" } & OnItem)
  /** Linear: what the trash held for 30 days. */
  | ({ act: "purge" } & OnItem)
  /** Linear only; Jira sends nothing about it. */
  | ({ act: "archive" } & OnItem)
  /** The same labels on several items: one webhook each, with Jira's mark of a bulk operation. */
  | { act: "bulkLabel"; site: SiteName; ids: readonly string[]; labels: readonly string[] };
