/** A share that shines for a while when it has just changed, and the words for that. */
import type { ComponentChildren } from "preact";
import { useApp } from "../app-context.ts";
import { formatPercent, formatPoints } from "../format/percent.ts";

export function ChangingPercent({ id, share }: { id: string; share: number | null }) {
  const change = useApp().highlights.of(id).value;
  return (
    <span class="changing number">
      {change !== null && <span class="shine" key={change.number} />}
      {formatPercent(share)}
    </span>
  );
}

/** `+3 just now` while it shines; else what else there is to say in that place. */
export function JustChanged({ id, children }: { id: string; children?: ComponentChildren }) {
  const change = useApp().highlights.of(id).value;
  const points = change === null ? null : formatPoints(change.from, change.to);
  if (points === null) return <>{children}</>;
  return (
    <span class="just-changed small number">
      {points}
      <span class="sr-only"> points</span> just now
    </span>
  );
}
