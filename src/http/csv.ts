/** Tables as CSV (RFC 4180) that a spreadsheet can be trusted to open. */

export type CsvCell = string | number | boolean | null;

/** Spreadsheets take a text that begins so for a formula; the wide forms are what some make of the narrow ones. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/u;

/** By which spreadsheets know UTF-8. */
const byteOrderMark = "\ufeff";

/**
 * Lines that end with CRLF, every text in quotes. A text that would be a formula gets an apostrophe before it; numbers are
 * written as they are, and null is empty.
 */
export function csvText(rows: readonly (readonly CsvCell[])[], { bom }: { bom: boolean }): string {
  const lines = rows.map((row) => `${row.map(csvCell).join(",")}\r\n`);
  return (bom ? byteOrderMark : "") + lines.join("");
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
}
