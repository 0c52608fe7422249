/** How many objectives a wall screen shows at once, and which. */
import { healthsByUrgency } from "../format/health-words.ts";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";

export interface Grid {
  columns: number;
  rows: number;
  /** Lines of key results that a card has room for. */
  lines: number;
  /** Side by side, where a card is as wide as the screen. */
  lists: 1 | 2;
}

/** By how many there are: few are shown large. The last holds a full page. `style/wall.css` has a size of type for each. */
const wide: readonly Grid[] = [
  { columns: 1, rows: 1, lines: 9, lists: 1 },
  { columns: 1, rows: 2, lines: 10, lists: 2 },
  { columns: 1, rows: 3, lines: 6, lists: 2 },
  { columns: 2, rows: 2, lines: 5, lists: 1 },
  { columns: 2, rows: 3, lines: 3, lists: 1 },
];
const tall: readonly Grid[] = [12, 8, 5, 4, 3].map((lines, i) => ({ columns: 1, rows: i + 1, lines, lists: 1 }));

/** The smallest grid that holds them, else the largest. */
export function gridFor(count: number, isTall: boolean): Grid {
  const grids = isTall ? tall : wide;
  return grids.find(({ columns, rows }) => columns * rows >= count) ?? grids.at(-1)!;
}

/** As many pages as are needed, each as full as the others. */
export function pagesOf<T>(items: readonly T[], isTall: boolean): T[][] {
  const { columns, rows } = gridFor(items.length, isTall);
  const count = Math.ceil(items.length / (columns * rows));
  return Array.from({ length: count }, (_, page) =>
    items.slice(Math.ceil((page * items.length) / count), Math.ceil(((page + 1) * items.length) / count)),
  );
}

/** The key results that a card has lines for, what needs attention first where not all fit; and how many do not. */
export function linesOf(keyResults: readonly KeyResultAnswer[], lines: number) {
  if (keyResults.length <= lines) return { shown: keyResults, more: 0 };
  const urgency = ({ health }: KeyResultAnswer) => healthsByUrgency.indexOf(health);
  const shown = keyResults.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, lines - 1);
  return { shown, more: keyResults.length - shown.length };
}
