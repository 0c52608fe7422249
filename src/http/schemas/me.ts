/** Who calls, as the API shows it. */
import { z } from "zod";

export const MeAnswer = z
  .object({
    name: z.string().nullable().describe("Name of the access token; null where none is configured."),
    role: z.enum(["viewer", "editor", "admin"]),
  })
  .describe("Who calls.");
export type MeAnswer = z.infer<typeof MeAnswer>;
