/** Which field a clause is about; names compare without case, blanks, dashes and underscores. */
import { aliasClause } from "./alias-clause.ts";
import type { ClauseCompiler, FieldName, JqlChecks } from "./checks.ts";
import { jqlFields } from "./fields.ts";
import type { JqlField, Refuse } from "./tree.ts";
import { fieldRefusal } from "./unheld.ts";
import { didYouMean, quoted } from "../suggest.ts";

/** Nothing would ever be found in these where no source fills them. */
const neededAliases: Readonly<Record<string, string>> = {
  storypoints: "estimate",
  storypointestimate: "estimate",
  estimate: "estimate",
  team: "team",
};

const byFoldedName = new Map(Object.entries(jqlFields).map(([name, compile]) => [folded(name), compile]));

/** Refuses a field that is not held or not known; null then, and where nothing can be said about it. */
export function compilerFor(field: JqlField, { fields, refuse }: JqlChecks): ClauseCompiler | null {
  if (field.customField !== null) return customField(field, fields, refuse);
  const name = folded(field.name);
  const known = byFoldedName.get(name);
  const needed = Object.hasOwn(neededAliases, name) ? neededAliases[name]! : null;
  if (needed !== null && fields?.every(({ alias }) => alias !== needed)) {
    refuse(field.at, `${field.written}: no source holds it; give the field the alias "${needed}" in sources.yaml`);
    return null;
  }
  if (known !== undefined) return known;
  const aliases = fields?.filter(({ alias }) => folded(alias) === name) ?? [];
  if (aliases.length > 0) return compilerOfOne(aliases, field, refuse);
  const refusal = fieldRefusal(name, field.written);
  if (refusal !== null) refuse(field.at, refusal);
  else if (fields !== null) refuse(field.at, unknownField(field, fields));
  return null;
}

function customField(field: JqlField, fields: readonly FieldName[] | null, refuse: Refuse): ClauseCompiler | null {
  if (fields === null) return null;
  const found = fields.filter(({ ids }) => ids.includes(`customfield_${field.customField}`));
  if (found.length > 0) return compilerOfOne(found, field, refuse);
  refuse(field.at, `${field.written}: no source names this field; give it an alias under "fields" in sources.yaml`);
  return null;
}

function compilerOfOne(found: readonly FieldName[], { written, at }: JqlField, refuse: Refuse): ClauseCompiler | null {
  const [{ alias }, ...others] = found as [FieldName, ...FieldName[]];
  if (others.length === 0) return compilerOfAlias(alias);
  const aliases = found.map((each) => each.alias).join(", ");
  refuse(
    at,
    `${written} may be any of the aliases ${aliases} of sources.yaml; rename them, or write the one that is meant`,
  );
  return null;
}

/** Some aliases have a meaning of their own. */
function compilerOfAlias(alias: string): ClauseCompiler {
  return ["estimate", "team", "sprint"].includes(alias) ? jqlFields[alias]! : aliasClause(alias);
}

function unknownField({ name, written }: JqlField, aliases: readonly FieldName[]): string {
  const valid = [...Object.keys(jqlFields), ...aliases.map(({ alias }) => alias)];
  const hint = didYouMean(name, valid) || '; custom fields need an alias under "fields" in sources.yaml';
  return `no field is called ${written.startsWith('"') ? written : quoted(written)}${hint}`;
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}
