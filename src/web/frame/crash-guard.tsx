/** What is left of the page when a component of it fails: a way on instead of a blank sheet. */
import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { Notice } from "../ui/notice.tsx";

export function CrashGuard({ children }: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return (
    <main class="view">
      <Notice
        tone="error"
        title="The page has run into an error of its own"
        action={
          <button type="button" class="button" onClick={reset}>
            Show it again
          </button>
        }
      >
        <p>{error instanceof Error ? error.message : String(error)}</p>
      </Notice>
    </main>
  );
}
