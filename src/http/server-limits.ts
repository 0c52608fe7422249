/** Bounds of the HTTP server; every wait and every size has one. */

const second = 1_000;
const mebibyte = 1_048_576;

/** Webhook bodies; Jira sends up to 25 MB, but an issue of more than 10 MiB has no place here. */
export const webhookBodyLimit = 10 * mebibyte;

/** Bodies of the reading and writing API. */
export const apiBodyLimit = 65_536;

/** What is still read, and thrown away, of a body that was refused, so that its sender sees the answer and not a reset. */
export const drainLimit = 32 * mebibyte;

/** Half of what the strictest tracker (Linear, 5 s) waits for. */
export const storeTimeoutMs = 2.5 * second;

/** How long closing waits for requests under way; the whole process has 10 s. */
export const drainMs = 5 * second;

/** Each check of `/readyz`. */
export const readinessTimeoutMs = 1.5 * second;

/** What a refused sender should wait before it tries again, seconds. */
export const retryAfterSeconds = 10;

export const serverLimits = {
  /** Whole request, body included. */
  requestTimeout: 10 * second,
  /** Silence on a socket; above the heartbeat of the event stream. */
  connectionTimeout: 120 * second,
  /** Above the 60 s after which load balancers give up an idle connection. */
  keepAliveTimeout: 72 * second,
  bodyLimit: apiBodyLimit,
  http: {
    headersTimeout: 5 * second,
    /** How often the two timeouts above are looked at; Node's default of 30 s would triple them. */
    connectionsCheckingInterval: second,
    maxHeaderSize: 16_384,
  },
} as const;
