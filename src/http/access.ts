/** Who calls, and whether that is enough: bearer tokens of `access.yaml` with roles. See spec interfaces.md, HTTP. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { AccessToken, Role } from "../config/config.ts";
import { codedError } from "../errors.ts";

/** `public`: anyone; `signature`: the route verifies its callers itself. */
export type RouteRole = Role | "public" | "signature";

export interface Caller {
  /** The token's name; null where no token is configured. */
  name: string | null;
  role: Role;
}

const ranks: Record<Role, number> = { viewer: 0, editor: 1, admin: 2 };

/** The caller of a bearer token, or null. Compares SHA-256 digests in constant time, and with every token. */
export function findCaller(tokens: readonly AccessToken[], authorization: string | undefined): Caller | null {
  const presented = /^bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  if (presented === undefined) return null;
  const digest = sha256(presented);
  let caller: Caller | null = null;
  for (const { name, role, token } of tokens) {
    const same = timingSafeEqual(sha256(token), digest);
    if (same && token !== "") caller = { name, role };
  }
  return caller;
}

export interface AccessRequest {
  authorization: string | undefined;
  host: string | undefined;
}

/**
 * The caller, if the role allows; throws UNAUTHENTICATED or FORBIDDEN. Without any token configured the service listens on
 * loopback only and is open to whoever addresses it as loopback (a tunnel or a rebound DNS name does not).
 */
export function authorise(tokens: readonly AccessToken[], role: Role, request: AccessRequest): Caller {
  if (tokens.length === 0) {
    if (isLoopbackHost(request.host)) return { name: null, role: "admin" };
    throw codedError("FORBIDDEN", "without access tokens the API answers only under a loopback name such as localhost");
  }
  const caller = findCaller(tokens, request.authorization);
  if (caller === null) throw codedError("UNAUTHENTICATED", "a valid bearer token is needed");
  if (ranks[caller.role] < ranks[role]) throw codedError("FORBIDDEN", `the role ${role} is needed`);
  return caller;
}

/** Whether a caller that was let in may stay, now that other tokens may be configured. */
export function isAuthorised(tokens: readonly AccessToken[], role: Role, request: AccessRequest): boolean {
  try {
    authorise(tokens, role, request);
    return true;
  } catch {
    return false;
  }
}

export interface BrowserHeaders {
  "sec-fetch-site"?: string | string[] | undefined;
  origin?: string | undefined;
  host?: string | undefined;
}

/** Whether a browser sent this on behalf of another site's page. */
export function isCrossSite(headers: BrowserHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === "localhost" || hostname.endsWith(".localhost") || /^127(?:\.\d+){3}$|^\[::1\]$/.test(hostname);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
