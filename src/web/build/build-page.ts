/** Bundles the page with esbuild into `src/web/dist`: names that carry the content's hash, each file compressed beside itself. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { BuildOptions } from "esbuild";
import { digestOf, distFolder, type PageManifest, webFolder } from "./built-page.ts";
import { fillDocument } from "./document.ts";

const top = fileURLToPath(new URL("../../..", import.meta.url));

const options = {
  absWorkingDir: top,
  entryPoints: [
    { in: "src/web/main.tsx", out: "page" },
    { in: "src/web/style/index.css", out: "page" },
    { in: "src/web/theme/early-theme.ts", out: "theme" },
    { in: "src/web/style/icon.svg", out: "icon" },
  ],
  outdir: "src/web/dist",
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: ["chrome123", "firefox121", "safari17.5"],
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "copy" },
  // The licences of what is bundled, for whoever takes a copy.
  legalComments: "eof",
  metafile: true,
  write: false,
  logLevel: "silent",
} as const satisfies BuildOptions;

/** Builds and writes; the manifest comes last, so that a build cut short is none. Throws esbuild's errors. */
export async function buildPage(): Promise<PageManifest> {
  // Loaded only when there is something to build: the service needs it at no other time.
  const { build } = await import("esbuild");
  const { metafile, outputFiles } = await build({
    ...options,
    entryPoints: [...options.entryPoints],
    target: [...options.target],
  });
  const document = fillDocument(await readFile(join(webFolder, "index.html"), "utf8"), metafile);
  const inputs = ["src/web/index.html", ...Object.keys(metafile.inputs).filter((path) => path.startsWith("src/"))];
  const assets = outputFiles.map(({ path }) => posix.basename(path.replaceAll("\\", "/")));
  const manifest: PageManifest = { digest: await digestOf(inputs), inputs, assets };
  await mkdir(distFolder, { recursive: true });
  await Promise.all(outputFiles.map((file, i) => writeCompressed(assets[i]!, file.contents)));
  await writeCompressed("index.html", Buffer.from(document));
  await writeWhole("manifest.json", Buffer.from(JSON.stringify(manifest)));
  await removeOthers(manifest);
  return manifest;
}

async function writeCompressed(name: string, content: Uint8Array) {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeWhole(name, content), writeWhole(`${name}.br`, br), writeWhole(`${name}.gz`, gz)]);
}

const draftEnding = ".draft";

/** Nobody sees half of a file, even where two processes build at once. */
async function writeWhole(name: string, content: Uint8Array) {
  const path = join(distFolder, name);
  const draft = `${path}.${randomUUID()}${draftEnding}`;
  await writeFile(draft, content);
  await rename(draft, path);
}

/** Files of earlier builds; drafts may be those of a build under way elsewhere. */
async function removeOthers({ assets }: PageManifest) {
  const kept = new Set([
    "manifest.json",
    ...["index.html", ...assets].flatMap((name) => [name, `${name}.br`, `${name}.gz`]),
  ]);
  const others = (await readdir(distFolder)).filter((name) => !kept.has(name) && !name.endsWith(draftEnding));
  await Promise.all(others.map((name) => rm(join(distFolder, name), { force: true })));
}
