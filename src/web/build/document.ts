/** Puts the built files' names into `index.html`. */
import { posix } from "node:path";
import type { Metafile } from "esbuild";

export const assetsPath = "/assets";

/** Fills the `{{…}}` of the document; throws where it asks for a file that was not built. */
export function fillDocument(template: string, { outputs }: Metafile): string {
  const addressOf = (path: string) => `${assetsPath}/${posix.basename(path)}`;
  const built = (source: string) => {
    const path = Object.keys(outputs).find((each) => outputs[each]?.entryPoint === source);
    if (path === undefined) throw new Error(`index.html asks for ${source}, which was not built`);
    return path;
  };
  const filled = template.replaceAll(/\{\{(\S+)\}\}/g, (_, source: string) => addressOf(built(source)));
  // What the script imports at once is fetched along with it instead of after it.
  const parts = outputs[built("src/web/main.tsx")]!.imports.filter(({ kind }) => kind === "import-statement");
  const preloads = parts.map(({ path }) => `<link rel="modulepreload" href="${addressOf(path)}" />`);
  return filled.replace("</head>", `${preloads.join("")}</head>`);
}
