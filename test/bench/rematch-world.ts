/** A large site for the rematch bench: issues in a tree, key results, rules; written through the store. */
import { createHmac } from "node:crypto";
import { createRandom, type Random } from "../../src/cli/demo/random.ts";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import type { Database } from "../../src/store/database.ts";
import { replaceNamesAndEdges } from "../../src/store/edges.ts";
import { saveIfNewer } from "../../src/store/issues.ts";
import { anEdge, anIssue, aState } from "../domain/samples.ts";

export interface WorldSize {
  issues: number;
  rules: number;
  keyResults: number;
}

export const secret = "bench-secret-0123456789";
const projects = 50;
const labels = 40;
/** An epic, seventeen stories, two sub-tasks; and again. */
const family = 20;
const stored = "2026-11-01T00:00:00.000Z";
const batch = 2_000;

/** A third of the rules name an epic, a third a project and label, a third a label; `weight` is what the bench changes. */
export function worldFiles({ rules, keyResults }: WorldSize, weight: number): Record<string, string> {
  const keyResult = (k: number) =>
    `      - { id: kr-${k}, title: Key result ${k}, measure: ${k % 2 === 0 ? "{ kind: completion, by: estimate }" : "{ kind: total, by: count, target: 5000 }"} }`;
  const objective = (o: number) =>
    `  - id: objective-${o}\n    title: Objective ${o}\n    period: q4\n    owner: ann\n    keyResults:\n${Array.from({ length: 5 }, (_, i) => keyResult(o * 5 + i)).join("\n")}`;
  const conditions = (r: number) =>
    [
      `{ source: jira, within: P${r % projects}-${1 + family * (r % 30)} }`,
      `{ project: P${r % projects}, label: l${r % labels} }`,
      `{ label: l${r % labels}, type: Story }`,
    ][r % 3]!;
  const rule = (r: number) =>
    `  - { id: rule-${r}, keyResult: kr-${r % keyResults}, when: ${conditions(r)}${r % 3 === 2 ? `, weight: ${weight}` : ""} }`;
  return {
    "okrs.yaml": `periods: [{ id: q4, start: 2026-10-01, due: 2026-12-31 }]\nobjectives:\n${Array.from({ length: keyResults / 5 }, (_, o) => objective(o)).join("\n")}\n`,
    "mapping.yaml": `rules:\n${Array.from({ length: rules }, (_, r) => rule(r)).join("\n")}\n`,
    "sources.yaml": `sources: [{ id: jira, kind: jira, baseUrl: "https://acme.atlassian.net", webhookSecrets: ["${secret}"], fields: { estimate: customfield_10016 } }]\n`,
  };
}

export async function storeIssues({ db }: Database, { issues }: WorldSize): Promise<void> {
  const random = createRandom(1);
  for (let start = 0; start < issues; start += batch) {
    const states = Array.from({ length: Math.min(batch, issues - start) }, (_, i) => stateOf(start + i, random));
    await saveIfNewer(db, states, new Date(stored));
    await replaceNamesAndEdges(
      db,
      states.map(({ issue }) => issue),
    );
  }
}

function stateOf(i: number, random: Random): IssueState {
  const place = i % family;
  const kin = i - place;
  const parent = place === 0 ? null : place >= 18 ? kin + 1 : kin;
  const done = random.chance(0.4);
  const issue: Partial<Issue> = {
    key: keyOf(i),
    type: place === 0 ? "Epic" : place >= 18 ? "Sub-task" : "Story",
    level: place === 0 ? 1 : place >= 18 ? -1 : 0,
    project: projectOf(i),
    labels: random.chance(0.5) ? [`l${random.between(0, labels - 1)}`] : [],
    estimate: random.between(1, 8),
    status: done ? "Done" : "To Do",
    statusCategory: done ? "completed" : "unstarted",
    completedAt: done ? stored : null,
    edges: parent === null ? [] : [anEdge("parent", refOf(parent))],
  };
  return aState(anIssue(refOf(i), issue));
}

const refOf = (i: number) => `jira:${1_000_000 + i}`;
const projectOf = (i: number) => `P${Math.floor(i / family) % projects}`;
/** Within a project, numbers go up by families. */
const keyOf = (i: number) => `${projectOf(i)}-${1 + Math.floor(i / family / projects) * family + (i % family)}`;

/** A webhook about one of the stored stories, signed as Jira signs it; no two have the same bytes. */
export function webhookOf({ issues }: WorldSize, number: number, atMs: number): { body: string; signature: string } {
  const i = ((number * 7_919) % Math.floor(issues / family)) * family + 1 + (number % 16);
  const updated = new Date(atMs + number).toISOString().replace("Z", "+0000");
  const body = JSON.stringify({
    timestamp: atMs + number,
    webhookEvent: "jira:issue_updated",
    issue: {
      id: String(1_000_000 + i),
      key: keyOf(i),
      fields: {
        summary: `Story ${i} was updated for the ${number}. time`,
        issuetype: { name: "Story", subtask: false, hierarchyLevel: 0 },
        project: { key: projectOf(i), name: projectOf(i), id: projectOf(i) },
        status: { name: "Done", statusCategory: { key: "done" } },
        resolution: { name: "Done" },
        resolutiondate: updated,
        customfield_10016: 1 + (number % 8),
        parent: { id: String(1_000_000 + i - (i % family)) },
        labels: [`l${number % labels}`],
        created: "2026-10-01T10:00:00.000+0000",
        updated,
      },
    },
  });
  return { body, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
}
