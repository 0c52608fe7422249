/** Values for the `${NAME}` references of the example configuration, made up for one run. */
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** `${NAME}` without a default; `${NAME:-default}` and `${file:…}` look after themselves. */
const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** A value for every name that the folder's YAML files refer to; secrets are 32 random hex digits. */
export async function makeUpSecrets(configDir: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(configDir)).filter((name) => /\.ya?ml$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(configDir, name), "utf8")));
  const names = texts.flatMap((text) => [...text.matchAll(reference)].map((match) => match[1] ?? ""));
  return Object.fromEntries(names.map((name) => [name, makeUp(name)]));
}

/** Of the right form: checks of the configuration look at addresses. */
function makeUp(name: string): string {
  if (/EMAIL/i.test(name)) return "demo@example.com";
  if (/URL/i.test(name)) return "https://example.com/demo";
  return randomBytes(16).toString("hex");
}
