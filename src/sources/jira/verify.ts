import { parseBody } from "../body.ts";
import { badRequest, signatureFits, tokenFits, unauthorized, usable } from "../signature.ts";
import type { ReceivedDelivery, SourceSettings, Verification } from "../source.ts";

/** WebSub's `method=signature`; Atlassian reserves the right to use other methods, we allow one. */
const signatureHeader = /^sha256=([^=]*)$/;

/** `X-Hub-Signature` where a secret is configured, else the configured header. Jira signs no time, so there is no window. */
export function verify(settings: SourceSettings, { body, headers }: ReceivedDelivery): Verification {
  const header = headers["x-hub-signature"];
  const mustSign = usable(settings.webhookSecrets).length > 0;
  if (mustSign && header !== undefined) {
    // A signature that is there must hold, even beside a right token.
    const signature = signatureHeader.exec(header)?.[1] ?? "";
    if (!signatureFits(body, signature, settings.webhookSecrets)) return unauthorized("The signature does not fit.");
  } else if (!tokenFits(headers, settings.webhookAuth)) {
    return unauthorized(refusal(settings, mustSign));
  }
  return parseBody(body) === null ? badRequest("The body is not a JSON object.") : { ok: true };
}

function refusal(settings: SourceSettings, mustSign: boolean): string {
  if (settings.webhookAuth !== null) return "The token header is missing or wrong.";
  return mustSign ? "The signature is missing." : "The source has no secret configured.";
}
