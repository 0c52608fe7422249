/** A health in words and shape; `stated` where people say so, beside what is computed. */
import type { Health } from "../../domain/check-in.ts";
import { healthWords } from "../format/health-words.ts";
import { HealthShape } from "./health-shape.tsx";

export function HealthBadge({ health, stated = false }: { health: Health; stated?: boolean }) {
  return (
    <span class="badge" data-health={health} data-stated={stated || undefined}>
      <HealthShape health={health} />
      {stated ? `Team says: ${healthWords[health].toLowerCase()}` : healthWords[health]}
    </span>
  );
}
