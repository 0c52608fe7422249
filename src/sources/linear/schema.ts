/** What we read of Linear's events. An absent key means null: `data` is a full snapshot. */
import { z } from "zod";
import { Id, Key, LooseText, Named, WebAddress } from "../foreign.ts";
import { NeededInstant, OptionalInstant } from "../instant.ts";

const Person = z.object({ id: LooseText, name: LooseText, email: LooseText }).nullish().catch(null);

/** The copy of a related project, initiative or issue; real ones hold id, name and url. */
const Related = z.object({
  id: Id,
  name: LooseText,
  url: WebAddress,
  slugId: LooseText,
  identifier: LooseText,
  title: LooseText,
});
export type Related = z.infer<typeof Related>;

const Status = z.object({ name: z.string(), type: z.string() });

const common = {
  id: Id,
  updatedAt: NeededInstant,
  createdAt: OptionalInstant,
  startedAt: OptionalInstant,
  completedAt: OptionalInstant,
  archivedAt: z.unknown().optional(),
  url: WebAddress,
  priority: z.number().nullish(),
  priorityLabel: LooseText,
  labels: z.array(Named).nullish(),
  previousIdentifiers: z.array(z.string()).nullish(),
  creator: Person,
  creatorId: LooseText,
};
const Common = z.object(common);
export type Common = z.infer<typeof Common>;

export const LinearIssue = z.object({
  ...common,
  identifier: Key.nullish(),
  number: z.int().nullish(),
  title: LooseText,
  state: Status,
  team: z.object({ key: Key }).nullish(),
  estimate: z.number().nullish(),
  cycle: z.object({ name: LooseText, number: z.number().nullish() }).nullish(),
  projectMilestone: Named.nullish(),
  assignee: Person,
  assigneeId: LooseText,
  parentId: Id.nullish(),
  parent: Related.nullish().catch(null),
  projectId: Id.nullish(),
  project: Related.nullish().catch(null),
});
export type LinearIssue = z.infer<typeof LinearIssue>;

const container = {
  ...common,
  name: z.string(),
  slugId: Key.nullish(),
};

/** In 2021 and 2023 a project had a `state`; now it has a `status`. */
export const LinearProject = z.object({
  ...container,
  status: Status.nullish(),
  state: z.string().nullish(),
  teams: z.array(z.object({ key: Key })).nullish(),
  initiatives: z.array(Related).nullish(),
  lead: Person,
  leadId: LooseText,
});
export type LinearProject = z.infer<typeof LinearProject>;

export const LinearInitiative = z.object({
  ...container,
  status: z.string(),
  projects: z.array(Related).nullish(),
  parentInitiative: Related.nullish(),
  parentInitiatives: z.array(Related).nullish(),
  owner: Person,
  ownerId: LooseText,
});
export type LinearInitiative = z.infer<typeof LinearInitiative>;

/** Webhooks of projects and initiatives give labels and teams by id; their names are in the API only. */
export const NamedById = z.object({
  labelIds: z.array(z.string()).catch([]),
  labels: z.array(z.unknown()).nullish().catch(null),
  teamIds: z.array(z.string()).catch([]),
  teams: z.array(z.unknown()).nullish().catch(null),
});

/** All that a removal needs. */
export const RemovedData = z.object({
  id: Id,
  identifier: Key.nullish().catch(null),
  slugId: Key.nullish().catch(null),
  title: LooseText,
  name: LooseText,
  url: WebAddress,
});
