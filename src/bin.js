#!/usr/bin/env node
// Launcher in plain JavaScript, because an older Node cannot read the TypeScript of cli.ts: where the running Node is
// too old it starts itself again on the Node that package.json brings along (decision 9 in src/README.md).
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

const oldestMajor = 24;

if (Number.parseInt(process.versions.node, 10) >= oldestMajor) {
  // A backfill makes a page of garbage after the other: a young generation that does not grow keeps it 100 MB smaller.
  if (process.argv[2] === "backfill") setFlagsFromString("--semi-space-growth-factor=1");
  const { main } = await import("./cli.ts");
  await main();
} else {
  const node = findNewerNode();
  if (node === null) {
    process.stderr.write(
      `okr-sync needs Node ${oldestMajor} or newer, and this is Node ${process.versions.node}. ` +
        "Run `npm ci` (on Linux it brings Node 24 along), or install Node 24.\n",
    );
    process.exitCode = 1;
  } else {
    startAgainOn(node);
  }
}

/** The Node of the platform package, else `node_modules/.bin/node` in this folder or one above it, else null. */
function findNewerNode() {
  const platformPackage = `node-${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${platformPackage}/package.json`);
    const binary = join(dirname(manifest), "bin", "node");
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed on this platform: look for another one that a package manager put beside us.
  }
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const binary = join(folder, "node_modules", ".bin", "node");
    if (existsSync(binary)) return binary;
    if (folder === dirname(folder)) return null;
  }
}

/** Hands over terminal, arguments and signals, and ends as the child ends. */
function startAgainOn(node) {
  // A second pass through here would mean that the newer Node is not newer: end instead of looping.
  if (process.env.OKR_SYNC_LAUNCHED === "1") {
    process.stderr.write(`okr-sync needs Node ${oldestMajor} or newer; ${node} is Node ${process.versions.node}.\n`);
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, OKR_SYNC_LAUNCHED: "1" },
  });
  // A terminal sends Ctrl-C and hang-ups to the child as well: a second one would end it before it has cleaned up.
  const fromTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => fromTerminal || child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`okr-sync could not start ${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 15);
  });
}
