/** Text of a certain form, with one sentence for whoever gets it wrong: in our messages and in editors. */
import { z } from "zod";

/** The schema refuses what the pattern does not match; `message` ends a sentence about the value. */
export function wordedText(pattern: RegExp, message: string) {
  return z.string().regex(pattern, message).meta({ patternErrorMessage: message });
}
