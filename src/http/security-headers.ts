/** Headers of every answer, and those of the dashboard's document. */
import type { HttpApp } from "./http-app.ts";

const headers = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

/**
 * Everything comes from this host, nothing is inline, and no text can become markup or script: with trusted types required
 * and no policy allowed, `innerHTML` and its like throw.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** Over those of every answer. */
export const pageHeaders = {
  "content-security-policy": pagePolicy.join("; "),
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cache-control": "no-cache",
};

/** Sets them before anything else; a page with a policy of its own sets that over it. */
export function addSecurityHeaders(app: HttpApp) {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(headers).header("x-request-id", request.id);
  });
}
