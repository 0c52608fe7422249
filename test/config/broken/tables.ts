/** All tables of broken configurations, by area. */
import { objectives } from "./objectives.ts";
import { keyResults } from "./key-results.ts";
import { manyAtOnce } from "./many-at-once.ts";
import { measures } from "./measures.ts";
import { alignment } from "./alignment.ts";
import { sources } from "./sources.ts";
import { references } from "./references.ts";
import { access } from "./access.ts";
import { yaml } from "./yaml.ts";
import type { Table } from "./table.ts";

export const tables: Readonly<Record<string, readonly Table[]>> = {
  objectives,
  keyResults,
  measures,
  alignment,
  sources,
  references,
  access,
  yaml,
  manyAtOnce,
};
