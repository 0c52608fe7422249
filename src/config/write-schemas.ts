/** `npm run schema`: writes the JSON Schemas of the configuration files where editors look for them. */
import { mkdir, writeFile } from "node:fs/promises";
import { configFiles } from "./config-files.ts";
import { fileSchemas, schemaFileOf } from "./file-schemas.ts";

const folder = new URL("../../config/schema/", import.meta.url);

async function writeSchemas(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const schemas = fileSchemas();
  for (const file of configFiles) {
    await writeFile(new URL(schemaFileOf(file), folder), `${JSON.stringify(schemas[file], null, 2)}\n`);
  }
}

await writeSchemas();
