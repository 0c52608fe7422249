/** Clauses on fields whose values have a meaning of their own: status categories and resolutions. */
import type { StatusCategory } from "../../domain/issue.ts";
import { statusCategories } from "../../domain/issue.ts";
import { choiceOf, equalities, takesOperator } from "./choice.ts";
import type { ClauseCompiler } from "./checks.ts";
import { noneOf, oneOf } from "./text-clause.ts";
import { didYouMean, quoted } from "../suggest.ts";

/** Jira's three categories by name and by key, and ours. What is canceled here is done there. */
const categories: Readonly<Record<string, readonly StatusCategory[]>> = {
  "to do": ["backlog", "unstarted"],
  new: ["backlog", "unstarted"],
  "in progress": ["started"],
  indeterminate: ["started"],
  done: ["completed", "canceled"],
  ...Object.fromEntries(statusCategories.map((category) => [category, [category]])),
};

const categoryNames: readonly string[] = ["To Do", "In Progress", "Done", ...statusCategories];

export const statusCategoryClause: ClauseCompiler = (clause, { refuse }) => {
  if (!takesOperator(clause, equalities, refuse)) return null;
  const choice = choiceOf(clause, refuse);
  if (choice === null) return null;
  const wanted = new Set<string>();
  let known = true;
  for (const { text, at } of choice.values) {
    const found = Object.hasOwn(categories, text.toLowerCase()) ? categories[text.toLowerCase()]! : null;
    for (const category of found ?? []) wanted.add(category);
    if (found !== null) continue;
    known = false;
    const valid = `expected one of ${categoryNames.join(", ")}`;
    refuse(at, `${clause.field.written}: ${valid}, found ${quoted(text)}${didYouMean(text, categoryNames)}`);
  }
  if (!known) return null;
  return choice.negated ? noneOf("statusCategory", [...wanted]) : oneOf("statusCategory", [...wanted], choice.empty);
};

/** Jira's name for having none. */
const unresolved = "unresolved";

export const resolutionClause: ClauseCompiler = (clause, { refuse }) => {
  if (!takesOperator(clause, equalities, refuse)) return null;
  const choice = choiceOf(clause, refuse);
  if (choice === null) return null;
  const texts = choice.values.map(({ text }) => text);
  const named = texts.filter((text) => text.toLowerCase() !== unresolved);
  const empty = choice.empty || named.length < texts.length;
  return choice.negated ? noneOf("resolution", named) : oneOf("resolution", named, empty);
};
