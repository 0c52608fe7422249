/** The dashboard's files in memory, each with its compressed forms; built first where they are missing or out of date. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { codedError } from "../errors.ts";
import { distFolder, findFreshBuild, type PageManifest, readManifest } from "../web/build/built-page.ts";

export type Encoding = "identity" | "gzip" | "br";

export interface WebAsset {
  type: string;
  etag: string;
  bodies: Readonly<Record<Encoding, Buffer>>;
}

export interface WebAssets {
  document: WebAsset;
  /** By name. */
  files: ReadonlyMap<string, WebAsset>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Loads them once, when first asked; a failure is forgotten, so that the next call tries again. */
export function createWebAssets(log: FastifyBaseLogger): () => Promise<WebAssets> {
  let loading: Promise<WebAssets> | null = null;
  return () => {
    loading ??= loadAssets(log).catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

async function loadAssets(log: FastifyBaseLogger): Promise<WebAssets> {
  const { assets } = (await findFreshBuild()) ?? (await buildOrFallBack(log));
  const files = new Map<string, WebAsset>();
  for (const name of assets) files.set(name, await readAsset(name));
  return { document: await readAsset("index.html"), files };
}

/** A folder that cannot be written to, or a machine without esbuild, still serves what was built before. */
async function buildOrFallBack(log: FastifyBaseLogger): Promise<PageManifest> {
  try {
    const { buildPage } = await import("../web/build/build-page.ts");
    return await buildPage();
  } catch (err) {
    const older = await readManifest();
    if (older === null) {
      throw codedError("INTERNAL", "the dashboard could not be built; `npm run build` says why", err);
    }
    log.warn({ err }, "the dashboard could not be built anew; an older build is served");
    return older;
  }
}

async function readAsset(name: string): Promise<WebAsset> {
  const path = join(distFolder, name);
  const [identity, gzip, br] = await Promise.all([readFile(path), readFile(`${path}.gz`), readFile(`${path}.br`)]);
  const etag = `"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`;
  return { type: types[extname(name)] ?? "application/octet-stream", etag, bodies: { identity, gzip, br } };
}

/** The smallest form that the caller takes. */
export function encodingFor(accepted: string | undefined): Encoding {
  const taken = new Map<string, boolean>();
  for (const part of (accepted ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((each) => each.trim());
    taken.set(name, !parameters.some((each) => /^q=0(?:\.0*)?$/.test(each)));
  }
  if (taken.get("br") === true) return "br";
  return taken.get("gzip") === true ? "gzip" : "identity";
}
