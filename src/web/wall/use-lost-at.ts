/** Since when what is shown no longer follows what happens. */
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";

/** Milliseconds since 1970; null while it does. An attempt to connect changes nothing before it succeeds. */
export function useLostAt(hasFailed: boolean): number | null {
  const { clock, stream } = useApp();
  const { state } = stream.connection.value;
  const [lostAt, setLostAt] = useState<number | null>(null);
  const isLost = hasFailed || state === "waiting" || state === "refused";
  const isBack = !hasFailed && state === "live";
  useEffect(() => {
    if (isLost) setLostAt((known) => known ?? clock.now());
    else if (isBack) setLostAt(null);
  }, [clock, isLost, isBack]);
  return lostAt;
}
