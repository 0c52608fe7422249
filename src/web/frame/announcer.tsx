/** Tells screen readers what changed by itself. */
import { useApp } from "../app-context.ts";

export function Announcer() {
  return (
    <div class="sr-only" role="log" aria-live="polite" aria-atomic="true">
      {useApp().announcements.text.value}
    </div>
  );
}
