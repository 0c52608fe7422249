/** A plan as Markdown for a comment on a pull request; nothing from outside can break a table, or call anybody. */
import type { KeyResultChange, Plan } from "./plan-changes.ts";
import { counted, headline, linesOf, lossReason } from "./plan-figures.ts";
import { plainText } from "./plain-text.ts";

/** GitHub takes comments of 65,536 characters. */
const greatestLength = 60_000;
const title = "### okr-sync plan\n";

/** `limit` issues of each list. */
export function planMarkdown(plan: Plan, limit: number): string {
  return withinLength([
    title,
    `${headline(plan)}\n`,
    numbers(plan),
    ...(limit > 0 ? plan.keyResults.map((keyResult) => issues(keyResult, limit)) : []),
    list("Links to key results that would be gone", links(plan)),
    list("Warnings", plan.warnings.map(code)),
  ]);
}

export function refusalMarkdown(problems: readonly string[]): string {
  return withinLength([
    title,
    "This configuration is refused:\n",
    problems.map((each) => `- ${code(each)}\n`).join(""),
  ]);
}

/** Blocks with a blank line between them, as many as there is room for. */
function withinLength(blocks: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const block of blocks) {
    if (block === "") continue;
    length += block.length + 1;
    if (length > greatestLength)
      return `${kept.join("\n")}\nThere is more than a comment can hold; \`okr-sync plan\` shows all of it.\n`;
    kept.push(block);
  }
  return kept.join("\n");
}

/**
 * Text as code, so that nothing in it is a mention, a reference or a link. Its punctuation is written as entities: those
 * mean nothing to Markdown, in tables neither.
 */
function code(text: string): string {
  const entities = plainText(text).replaceAll(/[!-,./:-@[-`{-~]/g, (found) => `&#${found.charCodeAt(0)};`);
  return entities === "" ? "–" : `<code>${entities}</code>`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function numbers(plan: Plan): string {
  const lines = linesOf(plan);
  if (lines.length === 0) return "";
  return table(
    ["", "", "before", "after", ""],
    lines.map(({ id, isObjective, before, after, notes }) => [
      isObjective ? "objective" : "key result",
      code(id),
      before,
      after,
      notes.join(", "),
    ]),
  );
}

function issues({ id, gained, gainedCount, lost, lostCount }: KeyResultChange, limit: number): string {
  const moves = [
    ...gained.slice(0, limit).map(({ key, ref, rule }) => ["+", code(key), code(ref), code(rule), ""]),
    ...lost
      .slice(0, limit)
      .map(({ key, ref, rule, reason }) => ["−", code(key), code(ref), code(rule), lossReason(reason)]),
  ];
  if (moves.length === 0) return "";
  const sums = [gainedCount > 0 ? `${gainedCount} gained` : "", lostCount > 0 ? `${lostCount} lost` : ""];
  const summary = `${code(id)}: ${sums.filter((sum) => sum !== "").join(", ")}`;
  const rest = gainedCount + lostCount - moves.length;
  const more = rest > 0 ? `\nand ${counted(rest, "other")}\n` : "";
  const rows = table(["", "issue", "ref", "by", ""], moves);
  return `<details><summary>${summary}</summary>\n\n${rows}${more}\n</details>\n`;
}

function links({ orphanedLinks }: Plan): string[] {
  return orphanedLinks.map(({ id, issue, keyResult }) => `link ${id}: ${code(issue)} → ${code(keyResult)}`);
}

function list(heading: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${heading}:\n\n${items.map((item) => `- ${item}\n`).join("")}`;
}
