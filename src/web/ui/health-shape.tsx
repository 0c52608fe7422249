/** Healths as shapes, so that nobody has to tell them apart by colour. */
import type { ComponentChildren } from "preact";
import type { Health } from "../../domain/check-in.ts";

const shapes: Readonly<Record<Health, ComponentChildren>> = {
  done: (
    <path
      d="M2.8 8.6l3.4 3.5 7-8"
      fill="none"
      stroke="currentcolor"
      stroke-width="2.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  ),
  on_track: <circle cx="8" cy="8" r="5.5" fill="currentcolor" />,
  at_risk: <path d="M8 1.8l6.6 11.6H1.4z" fill="currentcolor" stroke="currentcolor" stroke-linejoin="round" />,
  off_track: <rect x="2.75" y="2.75" width="10.5" height="10.5" rx="1" fill="currentcolor" />,
  stale: (
    <path d="M8 1.9l6.1 6.1L8 14.1 1.9 8z" fill="none" stroke="currentcolor" stroke-width="2" stroke-linejoin="round" />
  ),
  no_data: <circle cx="8" cy="8" r="5" fill="none" stroke="currentcolor" stroke-width="2" stroke-dasharray="2.6 2.6" />,
};

export function HealthShape({ health }: { health: Health }) {
  return (
    <svg class="shape" data-health={health} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[health]}
    </svg>
  );
}
