/** The address of a key result's check-ins. */
import { keyResultPath } from "../live/live-updates.ts";

export function checkInsPath(keyResultId: string): string {
  return `${keyResultPath(keyResultId)}/check-ins?limit=50`;
}
