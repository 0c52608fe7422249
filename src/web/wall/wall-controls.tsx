/** For whoever is at the screen after all: shown while the pointer or a key is moved, and where the focus is. */
import { useEffect } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { overviewHref } from "../routing/route.ts";
import type { Turning } from "./use-turning.ts";

export function WallControls({ turning, pages }: { turning: Turning; pages: number }) {
  const { isPaused, pause, turn } = turning;
  const query = useApp().address.url.value.searchParams;
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key === "ArrowRight") turn(1);
      else if (key === "ArrowLeft") turn(-1);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [turn]);
  return (
    <nav class="wall-controls" aria-label="Wall screen">
      {pages > 1 && (
        <>
          <button type="button" class="button" onClick={() => turn(-1)}>
            Back
          </button>
          <button type="button" class="button" aria-pressed={isPaused} onClick={pause}>
            Pause
          </button>
          <button type="button" class="button" onClick={() => turn(1)}>
            Next
          </button>
        </>
      )}
      <a class="button" href={overviewHref(query)}>
        Leave
      </a>
    </nav>
  );
}
