/** The shape of every error. */
import { z } from "zod";

export const ErrorAnswer = z
  .object({
    error: z.object({
      code: z.string().describe("Stable code, such as `KEY_RESULT_UNKNOWN`."),
      message: z.string().describe("What went wrong, for people."),
    }),
  })
  .describe("An error.");
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
