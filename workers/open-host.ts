import type { AccessToken } from "../src/config/config.ts";

const loopbackHosts = new Set(["127.0.0.1", "::1", "localhost"]);

/** Why nobody may listen at this host with these tokens; null where somebody may. */
export function objectionToHost(host: string, tokens: readonly AccessToken[]): string | null {
  if (loopbackHosts.has(host) || tokens.length > 0) return null;
  return (
    `HOST=${host} can be reached from other machines, and no access token is configured: everybody could read and ` +
    "edit. Add tokens to access.yaml, or listen on 127.0.0.1."
  );
}
