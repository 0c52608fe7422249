import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatProblem } from "../../src/config/load.ts";
import type { ParseOptions } from "../../src/config/parse.ts";
import { broken, goodConfig, parse, problemsOf, smallConfig, smallEnv } from "./small-config.ts";

const inlineWarning = "a secret is written inline; refer to it as ${NAME} or ${file:/absolute/path}";

function linearSecret(reference: string, options: Partial<ParseOptions> = {}) {
  const files = broken({ file: "sources.yaml", edits: [["${LINEAR_SECRET}", reference]] });
  return goodConfig(files, options).sources[1]!.webhookSecrets[0];
}

function warningsOf(file: string, edits: readonly (readonly [string, string])[]) {
  return parse(broken({ file, edits })).warnings.map(formatProblem);
}

describe("references", () => {
  it.each([
    ["${LINEAR_SECRET}", "linear-secret"],
    ["${MISSING:-fallback}", "fallback"],
    ["${EMPTY:-fallback}", "fallback"],
    ["${LINEAR_SECRET:-fallback}", "linear-secret"],
    ["a-${LINEAR_SECRET}-${JIRA_SECRET}-b", "a-linear-secret-jira-secret-b"],
    ["$LINEAR_SECRET", "$LINEAR_SECRET"],
  ])("%s is %s", (reference, expected) => {
    expect(linearSecret(reference)).toBe(expected);
  });

  it("are not looked for in what they stand for", () => {
    expect(linearSecret("${NESTED}", { env: { ...smallEnv, NESTED: "${JIRA_SECRET}" } })).toBe("${JIRA_SECRET}");
  });

  it("to files lose one line break at the end", () => {
    const readFile = (path: string) => ({ ok: true, text: `secret of ${path}\n` }) as const;
    expect(linearSecret("${file:/run/secrets/linear}", { readFile })).toBe("secret of /run/secrets/linear");
  });

  it("do not reach what every object has", () => {
    const files = broken({ file: "sources.yaml", edits: [["${LINEAR_SECRET}", "${constructor}"]] });
    expect(problemsOf(files)).toEqual([
      "sources.yaml:9:22: the environment variable constructor is not set (set it, or add it to .env)",
    ]);
  });

  it("that are missing are all named at once, without further complaints about their values", () => {
    const files = {
      ...smallConfig,
      "sources.yaml": smallConfig["sources.yaml"]!.replace("https://acme.atlassian.net", '"${JIRA_URL}"'),
    };
    const result = parse(files, { env: {} });
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([
      "sources.yaml:4:14: the environment variable JIRA_URL is not set (set it, or add it to .env)",
      "sources.yaml:5:22: the environment variable JIRA_SECRET is not set (set it, or add it to .env)",
      "sources.yaml:9:22: the environment variable LINEAR_SECRET is not set (set it, or add it to .env)",
    ]);
  });
});

describe("secrets written inline", () => {
  it.each([
    ["a webhook secret", [["${LINEAR_SECRET}", "s3cret"]], 9, 22],
    ["a default of a webhook secret", [["${LINEAR_SECRET}", "${LINEAR_SECRET:-s3cret}"]], 9, 22],
    ["an API key", [["    kind: linear", "    kind: linear\n    auth: { apiKey: lin_api_x }"]], 9, 21],
    ["a header value", [["    kind: jira", "    kind: jira\n    webhookAuth: { header: X-T, values: [abc] }"]], 4, 42],
  ] as const)("%s is accepted with a warning", (_, edits, line, column) => {
    expect(warningsOf("sources.yaml", edits)).toContain(`sources.yaml:${line}:${column}: ${inlineWarning}`);
  });

  it("an access token is accepted with a warning", () => {
    const files = { ...smallConfig, "access.yaml": "tokens: [{ name: a, role: viewer, token: abc }]\n" };
    expect(parse(files).warnings.map(formatProblem)).toEqual([`access.yaml:1:42: ${inlineWarning}`]);
  });

  it("a reference is no warning, nor is an e-mail address", () => {
    const auth = '    kind: jira\n    auth: { email: a@example.com, apiToken: "${JIRA_SECRET}" }';
    expect(warningsOf("sources.yaml", [["    kind: jira", auth]])).toEqual([]);
  });
});

describe("a file that every user may read", () => {
  const warningsAbout = (path: string, isPublic: boolean) => {
    const readFile = () => ({ ok: true, text: "secret", isPublic }) as const;
    const files = broken({ file: "sources.yaml", edits: [["${LINEAR_SECRET}", `\${file:${path}}`]] });
    return parse(files, { readFile }).warnings.map(formatProblem);
  };

  it("is a warning, other than where container runtimes put secrets", () => {
    expect(warningsAbout("/etc/linear", true)).toEqual([
      'sources.yaml:9:22: the file "/etc/linear" may be read by every user of this machine (chmod o-r)',
    ]);
    expect(warningsAbout("/etc/linear", false)).toEqual([]);
    expect(warningsAbout("/run/secrets/linear", true)).toEqual([]);
  });
});

describe("references that stand for too much", () => {
  it("are refused before they fill the memory", () => {
    const readFile = () => ({ ok: true, text: "x".repeat(64 * 1024) }) as const;
    const files = broken({ file: "sources.yaml", edits: [["${LINEAR_SECRET}", "${file:/a}".repeat(2_000)]] });
    const result = parse(files, { readFile });
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([
      "sources.yaml:9:22: the references of this file stand for more than 1 MiB of text",
    ]);
  });
});

const canary = "cAnArY-93b1f0";

describe("the value of a secret", () => {
  const place = fc.constantFrom(
    "jira",
    "${JIRA_SECRET}",
    "${LINEAR_SECRET}",
    "https://acme.atlassian.net",
    "customfield_10200",
  );
  const written = fc.constantFrom(
    canary,
    `"${canary}"`,
    `"${canary}`,
    `!${canary}`,
    `*${canary}`,
    `@${canary}`,
    `[${canary}`,
    `"\\q${canary}"`,
    "${CANARY}",
    '"${CANARY}"',
    '"${CANARY} ${"',
    '"${CANARY"',
    `{ a: ${canary} }`,
    `- ${canary}`,
    `|\n ${canary}`,
    "${MISSING}${CANARY}",
    "${MISSING:-${CANARY}}",
    "${file:/x}${CANARY}",
  );

  it("is in no problem and no warning, wherever it stands and however the file is broken", () => {
    fc.assert(
      fc.property(place, written, fc.nat(), fc.constantFrom("", ":", "[", '"', "\n"), (from, to, seed, noise) => {
        const text = smallConfig["sources.yaml"]!.replace(from, () => to);
        const at = seed % text.length;
        const sources = noise === "" ? text : text.slice(0, at) + noise + text.slice(at);
        const result = parse({ ...smallConfig, "sources.yaml": sources }, { env: { ...smallEnv, CANARY: canary } });
        const said = [...(result.ok ? [] : result.problems), ...result.warnings].map(formatProblem).join("\n");
        expect(said).not.toContain(canary);
      }),
      { numRuns: 700 },
    );
  });

  it.each(["name", "role", "token"])("is in no message where it is the %s of a token", (key) => {
    const entries = { name: "wall", role: "viewer", token: "${JIRA_SECRET}", [key]: "${CANARY}" };
    const list = Object.entries(entries).map(([name, value]) => `${name}: "${value}"`);
    const access = `tokens: [{ ${list.join(", ")} }, { ${list.join(", ")} }]\n`;
    const result = parse({ ...smallConfig, "access.yaml": access }, { env: { ...smallEnv, CANARY: canary } });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain(canary);
  });
});
