/** What a build left in `src/web/dist`: its manifest, and whether it still is a build of today's sources. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const webFolder = fileURLToPath(new URL("..", import.meta.url));
export const distFolder = join(webFolder, "dist");
export const manifestPath = join(distFolder, "manifest.json");
const packagePath = fileURLToPath(new URL("../../../package.json", import.meta.url));

export interface PageManifest {
  /** Of everything that the build was made from. */
  digest: string;
  /** Our files that went into it, from the top of the project. */
  inputs: readonly string[];
  /** Names in `dist` of the files that the page asks for; `index.html` is not among them. */
  assets: readonly string[];
}

/** The manifest of a build of exactly these sources, else null. */
export async function findFreshBuild(): Promise<PageManifest | null> {
  const manifest = await readManifest();
  if (manifest === null) return null;
  const digest = await digestOf(manifest.inputs).catch(() => null);
  return digest === manifest.digest ? manifest : null;
}

/** The manifest of whatever was built last, else null. */
export async function readManifest(): Promise<PageManifest | null> {
  try {
    return JSON.parse(await readFile(manifestPath, "utf8")) as PageManifest;
  } catch {
    return null;
  }
}

/** SHA-256 of these files and of the packages' versions, as lower-case hex. A new file counts from when one of these imports it. */
export async function digestOf(inputs: readonly string[]): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(packagePath, "utf8")) as { dependencies: object };
  const hash = createHash("sha256").update(JSON.stringify(dependencies));
  const top = fileURLToPath(new URL("../../..", import.meta.url));
  for (const input of inputs.toSorted()) hash.update(`\0${input}\0`).update(await readFile(join(top, input)));
  return hash.digest("hex");
}
