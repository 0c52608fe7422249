/** Linear. */
import { deliveryIdIn } from "../delivery-id.ts";
import type { Source } from "../source.ts";
import { open } from "./fetch.ts";
import { normalise } from "./normalise.ts";
import { verify } from "./verify.ts";

export const linear: Source = {
  kind: "linear",
  verify,
  deliveryId: (headers) => deliveryIdIn(headers, "linear-delivery"),
  normalise,
  open,
};
