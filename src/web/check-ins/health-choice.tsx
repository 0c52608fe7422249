/** Which health the team sees, or none. */
import type { Health } from "../../domain/check-in.ts";
import { healthWords } from "../format/health-words.ts";
import { HealthShape } from "../ui/health-shape.tsx";
import { statableHealths } from "./check-in-draft.ts";

interface Props {
  chosen: Health | null;
  onChoose: (health: Health | null) => void;
}

export function HealthChoice({ chosen, onChoose }: Props) {
  return (
    <fieldset class="form-field">
      <legend>Health, as the team sees it</legend>
      <div class="radio-chips">
        {[null, ...statableHealths].map((health) => (
          <label key={health} class="chip radio-chip" data-health={health ?? undefined}>
            <input
              type="radio"
              class="sr-only"
              name="health"
              checked={health === chosen}
              onChange={() => onChoose(health)}
            />
            {health !== null && <HealthShape health={health} />}
            {health === null ? "Not stated" : healthWords[health]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
