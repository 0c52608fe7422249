/** Whether the viewer is offered what changes something: asked of the service once, and anew when its configuration changes. */
import type { MeAnswer } from "../../http/schemas/me.ts";
import { useResource } from "./use-resource.ts";

/** The address of who the viewer is to the service. */
const mePath = "/api/v1/me";

/** False until the service has said so. It checks every write itself, whatever is offered here. */
export function useMayWrite(): boolean {
  const { data } = useResource<MeAnswer>(mePath);
  return data !== null && data.role !== "viewer";
}
