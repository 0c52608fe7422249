/** How long ago something was, kept true while the page is open; the instant itself on hover. */
import { useApp } from "../app-context.ts";
import { formatAge, formatInstant, formatShortAge } from "../format/time.ts";

export function Ago({ at, short = false }: { at: string; short?: boolean }) {
  const now = useApp().clock.ticking.value;
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {short ? formatShortAge(at, now) : formatAge(at, now)}
    </time>
  );
}
