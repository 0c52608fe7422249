/** The few pictures of the page, drawn in the colour of the text around them. */
import type { ComponentChildren } from "preact";

const drawings = {
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8L13 13M13 3l-1.2 1.2M4.2 11.8L3 13" />
    </>
  ),
  moon: <path d="M13.5 9.7A6 6 0 0 1 6.3 2.5a6 6 0 1 0 7.2 7.2z" />,
  out: <path d="M6.5 3.5H3.4v9.1h9.1V9.5M9 2.8h4.2V7M13 3L7.4 8.6" />,
  close: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />,
  warning: <path d="M8 2l6.5 11.5h-13zM8 6.3v3.4M8 11.4v.3" />,
  unplugged: (
    <path d="M2 14l3-3M10.8 5.2l3-3M5.8 6.4l3.8 3.8-1.4 1.4a2.7 2.7 0 0 1-3.8-3.8zM7.2 5l1.4-1.4a2.7 2.7 0 0 1 3.8 3.8L11 8.8" />
  ),
  target: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="2.5" />
    </>
  ),
  up: <path d="M8 13V3.5M3.8 7.4L8 3.2l4.2 4.2" />,
  down: <path d="M8 3v9.5M3.8 8.6L8 12.8l4.2-4.2" />,
} as const satisfies Record<string, ComponentChildren>;

export function Icon({ name }: { name: keyof typeof drawings }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentcolor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}
