import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import {
  badNames,
  forbiddenImports,
  importsOf,
  longFiles,
  misplacedText,
  type SourceFiles,
  topLevelFindings,
} from "./architecture-rules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

async function readSources(folders: readonly string[]): Promise<SourceFiles> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(root.length).replaceAll("\\", "/");
      if (entry.isFile() && /\.[jt]sx?$/.test(name) && !name.startsWith("src/web/dist/"))
        files.set(name, await readFile(path, "utf8"));
    }
  }
  return files;
}

describe("the architecture", () => {
  let code: SourceFiles;
  let tests: SourceFiles;
  beforeAll(async () => {
    code = await readSources(["src", "workers"]);
    tests = await readSources(["test"]);
  });

  it("is looked at whole", () => {
    expect(code.size).toBeGreaterThan(50);
    expect([...code.keys()]).toContain("src/domain/issue.ts");
    expect([...code.keys()]).toContain("workers/index.ts");
  });

  it("keeps the import rule", () => {
    expect(forbiddenImports(code)).toEqual([]);
  });

  it("keeps environment, signals, clock, SQL and the names of trackers in their places, and leaves nothing for later", () => {
    expect(misplacedText(code)).toEqual([]);
  });

  it("has no file of more than 300 lines", () => {
    expect([...longFiles(code), ...longFiles(tests)]).toEqual([]);
  });

  it("names every file for the one thing in it", () => {
    expect(badNames(code)).toEqual([]);
  });

  it("has exactly the agreed top level", async () => {
    expect(topLevelFindings(await readdir(root))).toEqual([]);
  });
});

function files(path: string, text: string): SourceFiles {
  return new Map([[path, text]]);
}

describe("importsOf", () => {
  it.each<[string, string, { specifier: string; typeOnly: boolean }[]]>([
    ["a named import", 'import { a, b } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
    ["a type import", 'import type { A } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: true }]],
    ["types one by one", 'import { type A, type B } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: true }]],
    ["types and values", 'import { type A, b } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
    ["a namespace", 'import * as x from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
    ["a default with names", 'import pino, { type Logger } from "pino";', [{ specifier: "pino", typeOnly: false }]],
    [
      "an import of several lines",
      'import {\n  a,\n  b,\n} from "./x.ts";',
      [{ specifier: "./x.ts", typeOnly: false }],
    ],
    ["an import for its effect", 'import "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
    ["a dynamic import", 'const x = await import("./x.ts");', [{ specifier: "./x.ts", typeOnly: false }]],
    ["a re-export", 'export { a } from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
    ["a re-export of all", 'export * from "./x.ts";', [{ specifier: "./x.ts", typeOnly: false }]],
    ["an export of its own", "export const from = 1;", []],
  ])("finds %s", (_, text, expected) => {
    expect(importsOf(text)).toEqual(expected);
  });
});

describe("forbiddenImports", () => {
  it.each([
    ["src/domain/a.ts", "../config/config.ts", "import type"],
    ["src/domain/a.ts", "../errors.ts", "import"],
    ["src/domain/a.ts", "node:crypto", "import"],
    ["src/domain/a.ts", "zod", "import type"],
    ["src/sources/jira/index.ts", "../../store/issues.ts", "import"],
    ["src/sources/jira/index.ts", "../../config/load.ts", "import"],
    ["src/store/issues.ts", "../queue/jobs.ts", "import type"],
    ["src/config/load.ts", "../sources/index.ts", "import"],
    ["src/queue/open-queue.ts", "../store/open-database.ts", "import"],
    ["src/publishers/slack.ts", "../store/issues.ts", "import"],
    ["src/http/app.ts", "../../workers/index.ts", "import"],
    ["src/http/app.ts", "../main.ts", "import"],
    ["src/http/app.ts", "../cli/table.ts", "import"],
    ["src/cli/start.ts", "../../workers/index.ts", "import"],
    ["src/deps.ts", "./store/database.ts", "import"],
    ["workers/ingest.ts", "../src/http/app.ts", "import"],
    ["workers/ingest.ts", "../src/main.ts", "import"],
    ["src/domain/a.ts", "../../test/fixtures/x.ts", "import"],
    ["src/new-layer/a.ts", "./b.ts", "import"],
    ["src/web/overview/row.tsx", "../../http/schemas/objective.ts", "import"],
    ["src/web/main.tsx", "../config/config.ts", "import"],
  ])("refuses in %s: %s (%s)", (path, specifier, kind) => {
    expect(forbiddenImports(files(path, `${kind} { X } from "${specifier}";\n`))).toHaveLength(1);
  });

  it.each([
    ["src/domain/a.ts", "./issue.ts", "import"],
    ["src/sources/jira/index.ts", "../../domain/issue.ts", "import"],
    ["src/sources/jira/index.ts", "../../config/config.ts", "import type"],
    ["src/store/issues.ts", "kysely", "import"],
    ["src/http/app.ts", "../store/views/deliveries.ts", "import"],
    ["src/main.ts", "../workers/index.ts", "import"],
    ["src/cli/start.ts", "../main.ts", "import"],
    ["workers/ingest.ts", "../src/store/issues.ts", "import"],
    ["src/deps.ts", "./store/database.ts", "import type"],
    ["src/web/overview/row.tsx", "../../http/schemas/objective.ts", "import type"],
    ["src/web/overview/row.tsx", "../../domain/health.ts", "import"],
    ["src/http/routes/web.ts", "../../web/page-paths.ts", "import"],
  ])("allows in %s: %s (%s)", (path, specifier, kind) => {
    expect(forbiddenImports(files(path, `${kind} { X } from "${specifier}";\n`))).toEqual([]);
  });
});

describe("misplacedText", () => {
  it.each([
    ["src/http/app.ts", "const port = process.env.PORT;"],
    ["src/http/app.ts", "process.exit(1);"],
    ["workers/ingest.ts", 'process.once("SIGTERM", stop);'],
    ["src/store/issues.ts", "const now = new Date();"],
    ["workers/sweep.ts", "const now = Date.now();"],
    ["workers/ingest.ts", 'if (source.kind === "jira") return;'],
    ["src/http/app.ts", "switch (kind) { case 'linear': }"],
    ["workers/ingest.ts", "await sql`select 1`.execute(db);"],
    ["workers/ingest.ts", "await sql<{ id: string }>`select 1`.execute(db);"],
    ["src/http/app.ts", 'pool.query("select id from okr_sync.issues where true");'],
    ["src/http/app.ts", "pool.query(`\n  insert into okr_sync.links (id)\n`);"],
    ["src/http/app.ts", "// TODO later"],
  ])("refuses in %s: %s", (path, text) => {
    expect(misplacedText(files(path, `${text}\n`))).toHaveLength(1);
  });

  it.each([
    ["src/env.ts", "export const raw = process.env;"],
    ["src/main.ts", 'process.once("SIGTERM", stop);'],
    ["src/sources/index.ts", 'if (kind === "jira") return;'],
    ["src/store/issues.ts", "await sql`select 1`.execute(db);"],
    ["src/domain/day.ts", "const day = new Date(text);"],
    ["src/http/app.ts", "// process.env is read in env.ts only"],
    ["src/cli/validate.ts", 'command.description("update the folder, or select a file from it")'],
  ])("allows in %s: %s", (path, text) => {
    expect(misplacedText(files(path, `${text}\n`))).toEqual([]);
  });
});

describe("longFiles", () => {
  it("takes 300 lines and refuses 301", () => {
    expect(longFiles(files("src/http/app.ts", "x\n".repeat(300)))).toEqual([]);
    expect(longFiles(files("src/http/app.ts", "x\n".repeat(301)))).toHaveLength(1);
  });
});

describe("badNames", () => {
  it.each([
    "src/http/utils.ts",
    "src/helpers/a.ts",
    "workers/types.ts",
    "src/store/readIssues.ts",
    "src/cli/Demo.ts",
    "src/web/ui/Badge.tsx",
  ])("refuses %s", (path) => {
    expect(badNames(files(path, ""))).toHaveLength(1);
  });

  it.each(["src/store/read-issues.ts", "src/http/app.ts", "src/bin.js"])("allows %s", (path) => {
    expect(badNames(files(path, ""))).toEqual([]);
  });
});

describe("topLevelFindings", () => {
  it("names what is missing and what does not belong", () => {
    const names = ["CHANGELOG.md", "Dockerfile", "LICENSE", "config", "docker-compose.yml", "package-lock.json"];
    const rest = ["package.json", "src", "test", "tsconfig.json", "workers", ".ci", "node_modules", "notes.txt"];
    expect(topLevelFindings([...names, ...rest])).toEqual([
      "README.md is missing at the top",
      "notes.txt does not belong at the top",
    ]);
  });
});
