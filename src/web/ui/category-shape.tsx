/** Status categories as shapes: a ring that fills up. */
import type { ComponentChildren } from "preact";
import type { StatusCategory } from "../../domain/issue.ts";

const ring = <circle cx="8" cy="8" r="6" fill="none" stroke="currentcolor" stroke-width="1.75" />;

const shapes: Readonly<Record<StatusCategory, ComponentChildren>> = {
  backlog: (
    <circle cx="8" cy="8" r="6" fill="none" stroke="currentcolor" stroke-width="1.75" stroke-dasharray="2.2 2.5" />
  ),
  unstarted: ring,
  started: (
    <>
      {ring}
      <path d="M8 4.2a3.8 3.8 0 0 1 0 7.6z" fill="currentcolor" />
    </>
  ),
  completed: (
    <>
      <circle cx="8" cy="8" r="6.9" fill="currentcolor" />
      <path
        d="M4.9 8.3l2.2 2.2 4.1-4.6"
        fill="none"
        stroke="var(--card)"
        stroke-width="1.75"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  canceled: (
    <>
      {ring}
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" stroke="currentcolor" stroke-width="1.75" stroke-linecap="round" />
    </>
  ),
};

export function CategoryShape({ category }: { category: StatusCategory }) {
  return (
    <svg class="category" data-category={category} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[category]}
    </svg>
  );
}
