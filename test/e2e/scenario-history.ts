/** What the trackers of the scenario send: for every issue its deliveries, oldest first. */
import { automationPayload, type JiraSite, jiraHistory, jiraIdOf } from "./jira-tracker.ts";
import { linearInitiativeHistory, linearIssueHistory, linearProjectHistory } from "./linear-tracker.ts";
import { secrets } from "./scenario-config.ts";
import { jiraSigner, linearSigner, type SignedDelivery, tokenSigner } from "./signing.ts";

const cloud: JiraSite = { baseUrl: "https://acme.atlassian.net", sign: jiraSigner("jira", secrets.JIRA_SECRET) };
const beforeRotation: JiraSite = { ...cloud, sign: jiraSigner("jira", secrets.JIRA_OLD_SECRET) };
const dataCenter: JiraSite = {
  baseUrl: "https://jira.corp.example",
  sign: tokenSigner("dc", "X-Okr-Token", secrets.DC_TOKEN),
  server: true,
};
const robot: JiraSite = {
  baseUrl: "https://robot.atlassian.net",
  sign: tokenSigner("robot", "x-okr-token", secrets.DC_TOKEN),
};
const quiet: JiraSite = { baseUrl: "https://quiet.atlassian.net", sign: jiraSigner("quiet", secrets.QUIET_SECRET) };

const points = (estimate: number | null, savings: number | null = null, startedAt: string | null = null) => ({
  custom: { customfield_10016: estimate, customfield_10300: savings, customfield_10400: startedAt },
});

/** A Jira initiative with two full epics and an empty one; the sub-tasks, the removed and the canceled lie in wait. */
function tree(): SignedDelivery[][] {
  return [
    jiraHistory(cloud, { key: "SHOP-1", type: "Initiative" }, { status: "In Progress" }),
    jiraHistory(cloud, { key: "SHOP-2", type: "Initiative" }),
    jiraHistory(cloud, { key: "SHOP-10", type: "Epic", parent: "SHOP-1" }, { status: "In Progress" }),
    // Re-parented with everything beneath it, then closed.
    jiraHistory(cloud, { key: "SHOP-20", type: "Epic", parent: "SHOP-2" }, { parent: "SHOP-1" }, { status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-30", type: "Epic" }, { parent: "SHOP-1" }),
    jiraHistory(
      beforeRotation,
      { key: "SHOP-11", parent: "SHOP-10", created: "2026-10-01T00:00:00.000Z", ...points(8, 100) },
      { status: "In Progress" },
      {
        status: "Done",
        resolution: "Done",
        resolvedAt: "2026-10-11T00:00:00.000Z",
        ...points(5, 100, "2026-10-06T00:00:00.000Z"),
      },
    ),
    jiraHistory(cloud, { key: "SHOP-111", type: "Subtask", parent: "SHOP-11", ...points(1) }, { status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-112", type: "Subtask", parent: "SHOP-11", ...points(2) }),
    // Reopened, with the resolution left behind.
    jiraHistory(
      cloud,
      {
        key: "SHOP-12",
        parent: "SHOP-10",
        custom: { customfield_10016: null, customfield_10026: 3, customfield_10300: 50 },
      },
      { status: "Done", resolution: "Done", resolvedAt: "2026-10-12T00:00:00.000Z" },
      { status: "In Progress" },
    ),
    jiraHistory(cloud, { key: "SHOP-121", type: "Subtask", parent: "SHOP-12" }, { status: "Done" }, { deleted: true }),
    jiraHistory(cloud, { key: "SHOP-13", parent: "SHOP-10", ...points(null) }),
    jiraHistory(
      cloud,
      { key: "SHOP-131", type: "Subtask", parent: "SHOP-13" },
      { status: "Done", resolution: "Duplicate", resolvedAt: "2026-10-12T00:00:00.000Z" },
    ),
    jiraHistory(
      cloud,
      { key: "SHOP-14", parent: "SHOP-10", ...points(8) },
      { status: "Done", resolution: "won't do", resolvedAt: "2026-10-12T00:00:00.000Z" },
    ),
    jiraHistory(
      cloud,
      { key: "SHOP-16", parent: "SHOP-10", ...points(13) },
      { status: "Done", resolution: "Done", resolvedAt: "2026-10-13T00:00:00.000Z" },
      { deleted: true },
    ),
    // Its story is gone, and passes nothing on.
    jiraHistory(cloud, { key: "SHOP-161", type: "Subtask", parent: "SHOP-16" }),
    jiraHistory(cloud, { key: "SHOP-21", parent: "SHOP-20", ...points(4, -20) }, { status: "In Review" }),
    // Re-parented by itself.
    jiraHistory(
      cloud,
      {
        key: "SHOP-22",
        parent: "SHOP-10",
        created: "2026-10-11T00:00:00.000Z",
        ...points(6, 250, "2026-10-13T05:00:00.000-0700"),
      },
      { parent: "SHOP-20" },
      { status: "Done", resolution: "Done", resolvedAt: "2026-10-15T12:00:00.000Z" },
    ),
    // A team-managed project: done without a resolution.
    jiraHistory(cloud, { key: "SHOP-40", type: "Epic" }),
    jiraHistory(cloud, { key: "SHOP-41", parent: "SHOP-40" }, { status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-42", parent: "SHOP-40" }, { status: "Done", resolution: "Duplicate" }),
  ];
}

/** Labels, fields and links on issues and epics; a move to another project; what conditions look at. */
function people(): SignedDelivery[][] {
  const field = (value: unknown) => ({ custom: { customfield_10200: value } });
  return [
    jiraHistory(
      cloud,
      { key: "SHOP-50", title: "Moving away" },
      { key: "OPS-5", id: jiraIdOf("SHOP-50") },
      {
        status: "In Progress",
      },
    ),
    jiraHistory(cloud, { key: "SHOP-60" }, { labels: ["kr:v-label"] }, { status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-61", labels: ["kr:v-label"], status: "Done" }, { labels: ["other"] }),
    jiraHistory(cloud, { key: "SHOP-70", type: "Epic" }, { labels: ["urgent", "kr:v-label"] }),
    jiraHistory(cloud, { key: "SHOP-71", parent: "SHOP-70", status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-72", parent: "SHOP-70" }),
    jiraHistory(cloud, { key: "SHOP-80", ...field("v-field") }, { status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-81", ...field({ id: "1", value: "v-field" }) }, { status: "Done" }),
    jiraHistory(
      cloud,
      { key: "SHOP-82" },
      { ...field([{ value: "v-field" }, { value: "v-label" }]), status: "In Progress" },
    ),
    jiraHistory(cloud, { key: "SHOP-90" }, { status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-91" }),
    jiraHistory(cloud, { key: "SHOP-92", type: "Epic" }),
    // A label and a rule too, but the link on its epic comes first.
    jiraHistory(cloud, { key: "SHOP-93", parent: "SHOP-92", labels: ["kr:v-link"] }, { status: "Done" }),
    jiraHistory(cloud, { key: "SHOP-94", parent: "SHOP-92" }),
    jiraHistory(cloud, { key: "SHOP-95", status: "Done" }),
    jiraHistory(
      cloud,
      { key: "OPS-1", type: "Improvement", labels: ["Beta/web"], priority: "High" },
      { status: "Done" },
    ),
    jiraHistory(cloud, {
      key: "OPS-2",
      labels: ["beta/web"],
      priority: "Highest",
      title: "[internal] x",
      status: "Done",
    }),
    jiraHistory(cloud, { key: "OPS-3", type: "Bug", labels: ["beta/web"], priority: "High", status: "Done" }),
    jiraHistory(cloud, { key: "OPS-4", labels: ["beta/web"], priority: "Low", status: "Done" }),
  ];
}

/** The epic is known by its key only, in a custom field. */
function otherSites(): SignedDelivery[][] {
  const plat = (estimate: number, epic: string | null) => ({
    custom: { customfield_10106: estimate, customfield_10006: epic },
  });
  return [
    jiraHistory(
      dataCenter,
      { key: "PLAT-2", ...plat(5, "PLAT-1") },
      { status: "Done", resolvedAt: "2026-10-14T00:00:00.000Z" },
    ),
    jiraHistory(dataCenter, { key: "PLAT-3", ...plat(3, null) }, plat(3, "PLAT-1")),
    jiraHistory(dataCenter, { key: "PLAT-4", type: "Subtask", parent: "PLAT-3", ...plat(2, null) }, { status: "Done" }),
    jiraHistory(dataCenter, { key: "PLAT-5", ...plat(9, "PLAT-1") }, plat(9, null)),
    jiraHistory(dataCenter, { key: "PLAT-1", type: "Epic" }),
    [automationPayload(robot, { key: "BOT-1", status: "Done", resolvedAt: "2026-10-14T00:00:00.000Z" }, "jira")],
    [automationPayload(robot, { key: "BOT-2", status: "In Progress" }, "automation")],
    jiraHistory(quiet, { key: "Q-1" }, { status: "Done" }),
    jiraHistory(quiet, { key: "Q-2" }),
  ];
}

function linear(sentAtMs: number): SignedDelivery[][] {
  const workspace = { sign: linearSigner("linear", secrets.LINEAR_SECRET), sentAtMs };
  const issue = linearIssueHistory.bind(null, workspace);
  const oldPayments = { slug: "9a19a19a19a1", name: "Payments v1" };
  const payments = { ...oldPayments, name: "Payments revamp" };
  const docs = { slug: "d0c5d0c5d0c5", name: "Docs" };
  return [
    linearInitiativeHistory(workspace, { name: "Retention" }, { status: "Active", projects: [payments] }),
    linearProjectHistory(
      workspace,
      { ...oldPayments, initiatives: ["Retention"] },
      { name: payments.name, status: "started" },
    ),
    linearProjectHistory(
      workspace,
      { ...docs, status: "started" },
      { labels: ["kr:v-label"] },
      { status: "completed" },
    ),
    linearProjectHistory(workspace, { slug: "7a5b7a5b7a5b", name: "Trash", status: "completed" }, { removed: true }),
    // Archived long after it was done: keeps what it was.
    issue(
      { identifier: "ENG-1", project: payments, estimate: 3 },
      { state: "In Progress", startedAt: "2026-10-10T00:00:00.000Z" },
      { state: "Done", completedAt: "2026-10-12T00:00:00.000Z" },
      { archivedAt: "2026-10-20T00:00:00.000Z" },
    ),
    issue(
      { identifier: "ENG-2", parent: "ENG-1", estimate: 2 },
      { state: "In Progress", startedAt: "2026-10-10T00:00:00.000Z" },
    ),
    // Its copy of the project's name is the old one.
    issue({ identifier: "ENG-3", project: oldPayments, estimate: 5 }),
    issue({ identifier: "ENG-4", project: payments, estimate: 8 }, { state: "Duplicate" }),
    issue(
      { identifier: "ENG-5", project: payments, estimate: 1 },
      { state: "Done", startedAt: "2026-10-10T00:00:00.000Z", completedAt: "2026-10-14T00:00:00.000Z" },
      { removed: true },
    ),
    issue(
      { identifier: "ENG-6", project: docs, estimate: 2 },
      { state: "Done", startedAt: "2026-10-11T00:00:00.000Z", completedAt: "2026-10-12T12:00:00.000Z" },
    ),
    issue(
      { identifier: "ENG-7", estimate: 4 },
      { identifier: "OPS-9", was: "ENG-7" },
      {
        state: "Done",
        completedAt: "2026-10-15T00:00:00.000Z",
      },
    ),
    // The estimate is cleared, which Linear says by leaving the key out.
    issue(
      { identifier: "ENG-8", project: docs, estimate: 8, state: "Backlog" },
      { state: "Todo", estimate: undefined },
    ),
    // Thrown away and brought back.
    issue({ identifier: "ENG-10", project: docs, estimate: 1 }, { removed: true }, { title: "Back again" }),
    issue({ identifier: "OPS-20", estimate: 3 }, { state: "Done", completedAt: "2026-10-15T00:00:00.000Z" }),
    issue({ identifier: "OPS-21", estimate: 2 }, { state: "Done", completedAt: "2026-10-15T00:00:00.000Z" }),
  ];
}

/** All deliveries in the order in which the trackers' issues moved on. */
export function scenarioDeliveries(sentAtMs: number): SignedDelivery[] {
  return [...tree(), ...people(), ...otherSites(), ...linear(sentAtMs)].flat();
}

/** The same deliveries out of order, every third of them twice: a function of the seed alone. */
export function scrambled(deliveries: readonly SignedDelivery[], seed: number): SignedDelivery[] {
  const repeated = [...deliveries, ...deliveries.filter((_, index) => index % 3 === seed % 3)];
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return repeated
    .map((delivery) => ({ delivery, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ delivery }) => delivery);
}
