/** Progress against the pace, as a picture of figures that stand beside it in words. */
import type { Health } from "../../domain/check-in.ts";
import { formatPercent } from "../format/percent.ts";

interface Props {
  progress: number | null;
  /** Left out where there is no pace to keep. */
  expected?: number;
  health: Health;
  large?: boolean;
}

export function ProgressBar({ progress, expected, health, large = false }: Props) {
  const pace = expected === undefined ? "" : `, the pace asks for ${formatPercent(expected)}`;
  return (
    <div
      class={large ? "bar bar-large" : "bar"}
      data-health={health}
      title={`${formatPercent(progress)}${pace}`}
      style={{ "--progress": String(progress ?? 0), "--expected": String(expected ?? 0) }}
      aria-hidden="true"
    >
      <div class="bar-track">
        <div class="bar-fill" />
      </div>
      {expected !== undefined && <div class="bar-pace" />}
    </div>
  );
}
