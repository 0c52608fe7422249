/** The HTTP API of a service, as the verbs call it. */
import { type ErrorCode, codedError, errorTable } from "../errors.ts";

export interface Api {
  url: string;
  /** Each rejects with the service's own coded error, or SERVICE_UNREACHABLE. */
  get(path: string): Promise<unknown>;
  /** Waits longer than usual where `timeoutMs` says so. */
  post(path: string, body?: unknown, timeoutMs?: number): Promise<unknown>;
  remove(path: string): Promise<void>;
}

const answerTimeoutMs = 30_000;

/** Talks to the service at an address such as `http://127.0.0.1:3000`. */
export function createApi(url: string, token: string | null): Api {
  const base = url.replace(/\/+$/, "");

  async function call(method: string, path: string, body?: unknown, timeoutMs = answerTimeoutMs): Promise<unknown> {
    const response = await request(`${base}${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw answeredError(response.status, text, `${method} ${path}`);
    return text === "" ? null : parseAnswer(text, `${method} ${path}`);
  }

  return {
    url: base,
    get: (path) => call("GET", path),
    post: (path, body, timeoutMs) => call("POST", path, body, timeoutMs),
    remove: async (path) => void (await call("DELETE", path)),
  };
}

/** `fetch`, with a coded error where nobody answers. */
export async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw codedError("SERVICE_UNREACHABLE", `no service answers at ${new URL(url).origin}`, cause);
  }
}

function parseAnswer(text: string, call: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw codedError("SERVICE_UNREACHABLE", `${call} was not answered with JSON: is this okr-sync?`, cause);
  }
}

/** The error that an answer carries; answers of other programs count as unreachable. */
export function answeredError(status: number, text: string, call: string): Error {
  let error: { code?: unknown; message?: unknown } | undefined;
  try {
    error = (JSON.parse(text) as { error?: typeof error }).error;
  } catch {
    error = undefined;
  }
  const message = typeof error?.message === "string" ? error.message : text.slice(0, 200);
  if (typeof error?.code === "string" && error.code in errorTable) return codedError(error.code as ErrorCode, message);
  return codedError("SERVICE_UNREACHABLE", `${call} was answered with ${status}: ${message}`);
}
