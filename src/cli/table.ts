/** Aligned columns for the terminal. */
import { stripVTControlCharacters } from "node:util";
import { textWidth } from "./text-width.ts";

export interface Column<Row> {
  title: string;
  /** The cell's text; it may carry colours of ours. Text from outside goes through `plainText` first. */
  cell: (row: Row) => string;
  align?: "left" | "right";
}

/** The rows beneath their titles, two spaces between columns, no trailing spaces, each line ended. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index] ?? ""))));
  return lines
    .map((line) => line.map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align)).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** Characters that take room: colours do not. */
function widthOf(text: string): number {
  return textWidth(stripVTControlCharacters(text));
}

function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? space + text : text + space;
}
