/** A place where nothing is yet: why, and what to do about it. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name="target" />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
