/** A link to a tracker. Its address comes from outside: only web addresses become links, anything else stays text. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

export function OutsideLink({ url, children }: { url: string | null; children: ComponentChildren }) {
  if (url === null || !isWebAddress(url)) return <span>{children}</span>;
  return (
    <a class="outside" href={url} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon name="out" />
      <span class="sr-only"> (opens in a new tab)</span>
    </a>
  );
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
