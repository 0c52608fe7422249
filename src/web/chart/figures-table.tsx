/** The figures of a chart, newest first. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Props {
  caption: string;
  columns: readonly string[];
  /** Newest first. */
  rows: readonly (readonly ComponentChildren[])[];
}

const step = 50;

export function FiguresTable({ caption, columns, rows }: Props) {
  const [count, setCount] = useState(step);
  return (
    <div class="figures-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="figures small number">
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, count).map((cells, i) => (
            <tr key={i}>
              {cells.map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > count && (
        <button type="button" class="button button-quiet" onClick={() => setCount(count + step * 4)}>
          Show more of {rows.length}
        </button>
      )}
    </div>
  );
}
