import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/domain/issue.ts";
import { sourceOf } from "../../src/sources/index.ts";
import type { Normalised } from "../../src/sources/source.ts";
import { jiraSettings, linearSettings } from "./settings.ts";

const folder = join(import.meta.dirname, "../fixtures/payloads");
const receivedAt = "2026-11-02T10:00:00.000Z";

describe("normalise, of every recorded payload", () => {
  it("gives what the golden file says", async () => {
    const rows = [jiraSettings, linearSettings].flatMap((settings) =>
      globSync(`${settings.kind}/**/*.json`, { cwd: folder })
        .sort()
        .map((path): [string, unknown] => {
          const payload: unknown = JSON.parse(readFileSync(join(folder, path), "utf8"));
          return [path, rowOf(sourceOf(settings.kind).normalise(settings, payload, receivedAt))];
        }),
    );
    const lines = rows.map(([path, row]) => `${JSON.stringify(path)}: ${JSON.stringify(row)}`);
    await expect(`{\n${lines.join(",\n")}\n}\n`).toMatchFileSnapshot("../golden/payloads.json");
    expect(rows).toHaveLength(160);
  });
});

function rowOf(normalised: Normalised): unknown {
  if (normalised.outcome !== "issues") return normalised;
  const { outcome, event, states } = normalised;
  return {
    outcome,
    event,
    issues: states.map(({ issue, version }) => ({ ...filled(issue), eventAt: version.eventAt })),
  };
}

/** Only what the payload filled, so that a row can be read. */
function filled(issue: Issue): Record<string, unknown> {
  const { source: _source, fields, edges, ...rest } = issue;
  const shown = {
    ...rest,
    fields: Object.fromEntries(Object.entries(fields).filter(isFilled)),
    edges: edges.map(shortEdge),
  };
  return Object.fromEntries(Object.entries(shown).filter(isFilled));
}

function isFilled([, value]: [string, unknown]): boolean {
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return value !== null && value !== false && !isEmpty;
}

function shortEdge({ kind, ref, key, name, slug }: Issue["edges"][number]): string {
  return [kind, ref ?? key, name, slug].filter((each) => each !== null).join(" ");
}
