/** Whether what is shown follows what happens. */
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import type { Connection } from "../live/event-stream.ts";

const words: Readonly<Record<Connection["state"], string>> = {
  connecting: "Connecting",
  live: "Live",
  paused: "Paused",
  refused: "Not live",
  waiting: "Connection lost",
};

export function ConnectionLight() {
  const { stream } = useApp();
  const connection = stream.connection.value;
  const { state } = connection;
  const shape =
    state === "live" ? (
      <circle cx="5" cy="5" r="5" fill="currentcolor" />
    ) : (
      <circle cx="5" cy="5" r="4" fill="none" stroke="currentcolor" stroke-width="2" />
    );
  return (
    <div class="connection" data-state={state}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        {shape}
      </svg>
      <span class="connection-words" role="status">
        {words[state]}
      </span>
      {connection.state === "waiting" && (
        <button type="button" class="button button-quiet" onClick={stream.wake}>
          <Countdown to={connection.retryAt} />
        </button>
      )}
    </div>
  );
}

/** Seconds until the next attempt. Not announced: only that the connection is lost matters to who listens. */
function Countdown({ to }: { to: number }) {
  const { clock } = useApp();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 1_000);
    return () => clearInterval(timer);
  }, [clock]);
  return (
    <>
      Retry
      <span aria-hidden="true" class="number">
        {" "}
        in {Math.max(0, Math.ceil((to - now) / 1_000))} s
      </span>
    </>
  );
}
