/** A chart with its heading, a key to its lines, and the same figures as a table. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Props {
  id: string;
  title: string;
  /** What the chart comes to, in a sentence. */
  summary?: ComponentChildren;
  legend: ComponentChildren;
  chart: ComponentChildren;
  table: () => ComponentChildren;
}

export function Figure({ id, title, summary, legend, chart, table }: Props) {
  const [isTable, setTable] = useState(false);
  return (
    <section class="panel figure" aria-labelledby={id}>
      <div class="figure-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="button button-quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? "Hide the table" : "As a table"}
        </button>
      </div>
      {summary !== undefined && <p class="soft small">{summary}</p>}
      <ul class="legend small soft">{legend}</ul>
      {chart}
      {isTable && table()}
    </section>
  );
}

/** One entry of the key: a sample of the line, and what it stands for. */
export function LegendEntry({ sample, children }: { sample: keyof typeof samples; children: ComponentChildren }) {
  return (
    <li>
      <svg viewBox="0 0 24 12" aria-hidden="true">
        {samples[sample]}
      </svg>
      {children}
    </li>
  );
}

const samples = {
  progress: <path d="M0 9h9V4h15" fill="none" stroke="var(--accent)" stroke-width="2.5" />,
  pace: <path d="M0 11L24 1" stroke="var(--ink-soft)" stroke-width="1.5" stroke-dasharray="4 3" />,
  half: <path d="M12 0V12" stroke="var(--line-strong)" stroke-width="1.5" stroke-dasharray="1.5 2" />,
  forecast: (
    <path d="M1 11L15 1h8z" fill="var(--accent)" fill-opacity="0.22" stroke="var(--accent)" stroke-dasharray="1.5 2" />
  ),
  scope: <path d="M0 8h10V4h14" fill="none" stroke="var(--ink)" stroke-width="2" />,
  completed: <path d="M0 12V9h9V5h15v7z" fill="var(--accent)" fill-opacity="0.3" stroke="var(--accent)" />,
  added: <path d="M12 1.5l5 9H7z" fill="var(--at-risk)" />,
  removed: <path d="M12 10.5l5-9H7z" fill="none" stroke="var(--ink-soft)" stroke-width="1.5" />,
} as const satisfies Record<string, ComponentChildren>;
