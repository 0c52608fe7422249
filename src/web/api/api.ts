/** Requests to the service: the viewer's token with each, and whatever goes wrong as a value. */
import type { ErrorAnswer } from "../../http/schemas/error.ts";
import type { Clock } from "../clock.ts";
import type { Access } from "./access.ts";

export interface Failure {
  /** The service's code, or `UNREACHABLE`. */
  code: string;
  /** For people. */
  message: string;
}

export type Answer<T> = { ok: true; data: T } | { ok: false; failure: Failure };

/** `unchanged`: what the etag stands for still holds. */
export type Reading<T> = { kind: "read"; data: T; etag: string | null } | { kind: "unchanged" } | Failed;
type Failed = { kind: "failed"; failure: Failure };

/** A file that the service hands out, under its name for it. */
export interface OfferedFile {
  name: string;
  content: Blob;
}

/** Without a signal, nobody waits longer than twenty seconds. */
export interface Api {
  read<T>(path: string, etag?: string | null, signal?: AbortSignal): Promise<Reading<T>>;
  write<T>(method: "POST" | "DELETE", path: string, body?: unknown, signal?: AbortSignal): Promise<Answer<T>>;
  file(path: string, signal: AbortSignal): Promise<Answer<OfferedFile>>;
  /** The answer's body as it comes; throws where there is none. */
  open(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
}

/** Beyond it an answer is of no use to anybody who waits. */
const patienceMs = 20_000;

const unreachable: Failure = {
  code: "UNREACHABLE",
  message: "The service cannot be reached. What you see is what was known before.",
};

export function createApi(access: Access, clock: Pick<Clock, "correct">, ask: typeof fetch): Api {
  async function open(path: string, headers: Record<string, string>, signal: AbortSignal, init: RequestInit = {}) {
    const token = access.token.peek();
    const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await ask(path, { ...init, signal, headers: { ...headers, ...authorization }, cache: "no-store" });
    const answeredAt = response.headers.get("date");
    if (answeredAt !== null) clock.correct(answeredAt);
    if (response.status === 401) access.refused(token);
    return response;
  }

  return {
    open,
    async read<T>(
      path: string,
      etag: string | null = null,
      signal = AbortSignal.timeout(patienceMs),
    ): Promise<Reading<T>> {
      const headers: Record<string, string> = etag === null ? {} : { "if-none-match": etag };
      try {
        const response = await open(path, { accept: "application/json", ...headers }, signal);
        if (response.status === 304) return { kind: "unchanged" };
        if (!response.ok) return { kind: "failed", failure: await failureOf(response) };
        return { kind: "read", data: (await response.json()) as T, etag: response.headers.get("etag") };
      } catch {
        return { kind: "failed", failure: unreachable };
      }
    },
    async write<T>(
      method: "POST" | "DELETE",
      path: string,
      body?: unknown,
      signal = AbortSignal.timeout(patienceMs),
    ): Promise<Answer<T>> {
      const sent: RequestInit = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const headers: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
      try {
        const response = await open(path, headers, signal, sent);
        if (!response.ok) return { ok: false, failure: await failureOf(response) };
        return { ok: true, data: (response.status === 204 ? null : await response.json()) as T };
      } catch {
        return { ok: false, failure: unreachable };
      }
    },
    async file(path, signal) {
      try {
        const response = await open(path, {}, signal);
        if (!response.ok) return { ok: false, failure: await failureOf(response) };
        const named = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
        return { ok: true, data: { name: named ?? "okr-sync", content: await response.blob() } };
      } catch {
        return { ok: false, failure: unreachable };
      }
    },
  };
}

async function failureOf(response: Response): Promise<Failure> {
  try {
    const { error } = (await response.json()) as ErrorAnswer;
    return { code: error.code, message: error.message };
  } catch {
    return { code: "INTERNAL", message: `The service answered with ${response.status}.` };
  }
}
