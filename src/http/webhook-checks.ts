/** The checks of a webhook request that need no body. See spec interfaces.md, Receiving. */
import type { IncomingHttpHeaders } from "node:http";
import type { Headers } from "../sources/source.ts";

const jsonType = /^application\/(?:json|[\w!#$%&'*+.^`|~-]+\+json)[ \t]*(?:;.*)?$/i;

/** Whether the media type is JSON (with any parameters) or not stated, and the body not encoded. */
export function isAcceptedMediaType(headers: IncomingHttpHeaders): boolean {
  const type = headers["content-type"];
  return headers["content-encoding"] === undefined && (type === undefined || jsonType.test(type));
}

/** What the request says of its body's length; 0 where it does not. */
export function statedLength(headers: IncomingHttpHeaders): number {
  return Number(headers["content-length"] ?? 0);
}

/** Headers as sources see them. */
export function flatHeaders(headers: IncomingHttpHeaders): Headers {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}

const secretHeaders = ["authorization", "proxy-authorization", "cookie"];

/** Headers as they are stored: without anything that lets its holder in. */
export function storableHeaders(headers: Headers, webhookAuth: { header: string } | null): Record<string, string> {
  const secret = new Set([...secretHeaders, ...(webhookAuth === null ? [] : [webhookAuth.header.toLowerCase()])]);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !secret.has(name)) kept[name] = value;
  }
  return kept;
}
