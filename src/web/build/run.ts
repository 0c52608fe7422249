/** `npm run build`: builds the page and says how large it is. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { buildPage } from "./build-page.ts";
import { distFolder } from "./built-page.ts";

const { assets } = await buildPage();
for (const name of ["index.html", ...assets]) {
  const [whole, compressed] = await Promise.all([stat(join(distFolder, name)), stat(join(distFolder, `${name}.br`))]);
  process.stdout.write(`${name.padEnd(24)} ${String(whole.size).padStart(8)} bytes, compressed ${compressed.size}\n`);
}
