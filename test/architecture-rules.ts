/** The rules of spec architecture.md as functions over file texts; each answers what is wrong, one line a finding. */
import { posix } from "node:path";

/** File texts by path from the top of the project, with forward slashes. */
export type SourceFiles = ReadonlyMap<string, string>;

export interface Import {
  specifier: string;
  /** Nothing of it is left when the program runs. */
  typeOnly: boolean;
}

const statement =
  /^[ \t]*(?:import|export)\s+(type\s+)?((?:[\w$*]+\s*,?\s*)?(?:\{[^}]*\}|\*\s+as\s+\w+)?\s*)from\s*["']([^"']+)["']/gm;
const bare = /^[ \t]*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** The imports and re-exports of a file. */
export function importsOf(text: string): readonly Import[] {
  const imports: Import[] = [];
  for (const [, type, names = "", specifier = ""] of text.matchAll(statement)) {
    const listed = /^\s*\{([^}]*)\}/
      .exec(names)?.[1]
      ?.split(",")
      .filter((name) => name.trim() !== "");
    const everyOneIsType = listed !== undefined && listed.every((name) => name.trim().startsWith("type "));
    imports.push({ specifier, typeOnly: type !== undefined || everyOneIsType });
  }
  for (const [, plain, dynamic] of text.matchAll(bare)) {
    imports.push({ specifier: plain ?? dynamic ?? "", typeOnly: false });
  }
  return imports;
}

/** `src/<layer>/…` and `src/<layer>.ts` are a layer each, and so is `workers/`; null elsewhere. */
export function layerOf(path: string): string | null {
  if (path.startsWith("workers/")) return "workers";
  return /^src\/([\w-]+)(?:\/|\.[jt]sx?$)/.exec(path)?.[1] ?? null;
}

const middle = ["config", "sources", "store", "queue", "publishers"];

/** What each layer may import, besides itself; a layer that is not listed is a finding. Types of `config` are for all but domain. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  errors: [],
  env: ["errors"],
  deps: [],
  ...Object.fromEntries(middle.map((layer) => [layer, ["domain", "errors"]])),
  web: ["domain", "errors"],
  http: ["domain", "errors", "deps", "web", ...middle],
  workers: ["domain", "errors", "deps", ...middle],
  cli: ["domain", "errors", "deps", "env", "http", "main", ...middle],
  main: ["domain", "errors", "deps", "env", "http", "workers", ...middle],
  bin: ["cli"],
};

/**
 * Types that a layer may see of others, because ports meet there: what is handed to the top layers (deps), and the
 * database that the queue and the event stream are handed by main.ts.
 */
const mayImportTypes: Readonly<Record<string, readonly string[]>> = {
  deps: ["config", "domain", "queue", "sources", "store"],
  queue: ["store"],
  publishers: ["store"],
  // The shapes of the API's answers; nothing of them is left in the page.
  web: ["http"],
};

/** Imports against the import rule. */
export function forbiddenImports(files: SourceFiles): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    const layer = layerOf(path);
    if (layer === null) return [];
    if (mayImport[layer] === undefined) return [`${path}: no rule says what ${layer} may import`];
    return importsOf(text)
      .filter((found) => !isAllowed(layer, path, found))
      .map(({ specifier }) => `${path}: ${layer} must not import ${specifier}`);
  });
}

function isAllowed(layer: string, path: string, { specifier, typeOnly }: Import): boolean {
  if (!specifier.startsWith(".")) return layer !== "domain";
  const target = layerOf(posix.normalize(posix.join(posix.dirname(path), specifier)));
  if (target === null) return false;
  if (target === layer || mayImport[layer]?.includes(target)) return true;
  if (!typeOnly || layer === "domain") return false;
  return target === "config" || (mayImportTypes[layer]?.includes(target) ?? false);
}

/** Text that may stand in a few files only. */
const confined: readonly { what: string; pattern: RegExp; allowed: RegExp }[] = [
  { what: "reads process.env", pattern: /\bprocess\.env\b/, allowed: /^src\/(env\.ts|bin\.js)$/ },
  {
    what: "touches signals or the exit",
    pattern: /\bprocess\.(on|once|exit|exitCode)\b/,
    allowed: /^src\/(main\.ts|cli\.ts|bin\.js)$/,
  },
  {
    what: "reads the clock instead of being handed it",
    pattern: /\bnew Date\(\)|\bDate\.now\(/,
    allowed: /^src\/((main|cli)\.ts|web\/clock\.ts)$/,
  },
  {
    what: "asks which tracker it is",
    pattern: /[!=]==?\s*["'](jira|linear)["']|["'](jira|linear)["']\s*[!=]==?|\bcase ["'](jira|linear)["']/,
    // In the domain: a pace is called linear, and Data Center sites live beneath a path /jira.
    allowed: /^src\/(sources\/|config\/|domain\/(health|issue-url)\.ts$)/,
  },
  {
    what: "holds SQL",
    pattern:
      /\bsql(<[^`;]*>)?`|\bsql\.raw\(|["'`]\s*(select\s.+\sfrom|insert into|update \S+ set|delete from|create table)\s/is,
    allowed: /^src\/store\//,
  },
  { what: "leaves work for later", pattern: /\b(TODO|FIXME|XXX)\b/, allowed: /^$/ },
];

/** Things done where they should not be. */
export function misplacedText(files: SourceFiles): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    const code = withoutComments(text);
    return confined
      .filter(({ pattern, allowed }) => layerOf(path) !== null && !allowed.test(path) && pattern.test(code))
      .map(({ what }) => `${path}: ${what}`);
  });
}

/** Comments may name what code may not do; those that begin a line are enough to take out. TODO counts anywhere. */
function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, (comment) => (/\b(TODO|FIXME|XXX)\b/.test(comment) ? comment : ""));
}

const greatestLength = 300;

/** Files that nobody wants to read. */
export function longFiles(files: SourceFiles): readonly string[] {
  return [...files]
    .map(([path, text]) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > greatestLength)
    .map(({ path, lines }) => `${path}: ${lines} lines, more than ${greatestLength}`);
}

const drawer = /(^|\/)(utils?|helpers?|types?|common|misc|shared|lib|constants)(\.[jt]sx?|\/)/;
const kebabCase = /^[a-z0-9.]+(-[a-z0-9.]+)*$/;

/** Files and folders that are named for no one thing, or not in kebab-case. */
export function badNames(files: SourceFiles): readonly string[] {
  return [...files.keys()].flatMap((path) => {
    if (drawer.test(path)) return [`${path}: a drawer`];
    const name = posix.basename(path);
    return kebabCase.test(name) || name === "README.md" ? [] : [`${path}: not in kebab-case`];
  });
}

/** The visible top level, exactly. */
export const topLevel = [
  "CHANGELOG.md",
  "Dockerfile",
  "LICENSE",
  "README.md",
  "config",
  "docker-compose.yml",
  "package-lock.json",
  "package.json",
  "src",
  "test",
  "tsconfig.json",
  "workers",
] as const;

/** What is missing at the top, and what does not belong there; dotfiles and what git ignores do not count. */
export function topLevelFindings(names: readonly string[]): readonly string[] {
  const ignored = new Set(["node_modules", "coverage"]);
  const seen = names.filter((name) => !name.startsWith(".") && !ignored.has(name) && !name.endsWith(".log"));
  return [
    ...topLevel.filter((name) => !seen.includes(name)).map((name) => `${name} is missing at the top`),
    ...seen
      .filter((name) => !topLevel.some((known) => known === name))
      .map((name) => `${name} does not belong at the top`),
  ];
}
