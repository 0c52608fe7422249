/** `npm run bench [-- name…]`: measures; judges nothing. Each bench is a file of this folder that exports `bench`. */
import { readdir } from "node:fs/promises";

interface Bench {
  /** Prints its own table; resolves with what it measured, as plain data. */
  bench: () => Promise<unknown>;
}

async function main(wanted: readonly string[]): Promise<void> {
  const files = (await readdir(new URL(".", import.meta.url))).filter((file) => file.endsWith(".bench.ts"));
  const names = files.map((file) => file.slice(0, -".bench.ts".length)).toSorted();
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no bench is called ${unknown.join(", ")}; there are: ${names.join(", ")}`);
  for (const name of wanted.length > 0 ? wanted : names) {
    process.stdout.write(`\n# ${name}\n`);
    const { bench } = (await import(new URL(`${name}.bench.ts`, import.meta.url).href)) as Bench;
    process.stdout.write(`${JSON.stringify({ bench: name, result: await bench() })}\n`);
  }
}

await main(process.argv.slice(2));
