/**
 * GraphQL through the SDK's raw client. The SDK has no time-out and one signal for a client's life, so that each request gets
 * a client of its own; it uses the global fetch. See spec protocols.md section 6.
 */
import type { LinearError } from "@linear/sdk";
import { z } from "zod";
import { codedError } from "../../errors.ts";
import { type Attempt, createAttempts } from "../attempts.ts";
import { retryAfterMs } from "../retry-after.ts";
import type { SourceSettings, TrackerDeps } from "../source.ts";
import { refusedForMs, untilResetMs } from "./rate-limit.ts";

export interface Transport {
  /** The answer's data. NOT_FOUND where Linear says that the input refers to nothing, besides the port's errors. */
  ask(name: string, query: string, variables: Record<string, unknown>): Promise<unknown>;
}

/** What we read of an answer that is not plain success. */
const Refusal = z.object({
  status: z.number(),
  headers: z.instanceof(Headers),
  errors: z
    .array(z.object({ extensions: z.object({ code: z.string().optional(), type: z.string().optional() }).nullish() }))
    .nullish()
    .catch(null),
});
type Refusal = z.infer<typeof Refusal>;

const unauthorised: readonly string[] = ["AUTHENTICATION_ERROR", "FORBIDDEN", "FEATURE_NOT_ACCESSIBLE"];

export function createTransport(settings: SourceSettings, deps: TrackerDeps): Transport {
  const attempts = createAttempts(settings.id, deps);
  const { apiKey, accessToken } = settings.auth ?? {};
  const credentials = accessToken === undefined ? { apiKey: apiKey ?? "" } : { accessToken };
  const address = settings.apiUrl === null ? {} : { apiUrl: settings.apiUrl };
  return {
    async ask(name, query, variables) {
      // Loaded when first needed: it is large.
      const { LinearClient } = await import("@linear/sdk");
      return attempts.ask(name, async (signal): Promise<Attempt<unknown>> => {
        const client = new LinearClient({ ...credentials, ...address, signal, redirect: "manual" });
        try {
          const { data, headers } = await client.client.rawRequest(query, variables);
          // The last of the hour's allowance: whatever comes next would be refused.
          const waitMs = headers === undefined ? null : untilResetMs(headers, deps.nowMs());
          if (waitMs !== null) attempts.pause(waitMs);
          return { outcome: "answered", value: data };
        } catch (error) {
          const refusal = Refusal.safeParse((error as LinearError).raw?.response);
          if (!refusal.success) throw error;
          return refused(settings.id, name, refusal.data, deps.nowMs());
        }
      });
    },
  };
}

function refused(source: string, name: string, { status, headers, errors }: Refusal, nowMs: number): Attempt<never> {
  const codes = (errors ?? []).flatMap(({ extensions }) => [extensions?.code, extensions?.type?.toUpperCase()]);
  const code = codes.find((each) => each !== undefined && /^[\w ]{1,60}$/.test(each)) ?? null;
  const reason = `status ${status}${code === null ? "" : `, ${code}`}`;
  if (status === 429 || codes.includes("RATELIMITED")) {
    return { outcome: "limited", waitMs: refusedForMs(headers, nowMs), all: true, reason };
  }
  if (status === 401 || status === 403 || codes.some((each) => each !== undefined && unauthorised.includes(each))) {
    throw codedError("SOURCE_UNAUTHORISED", `${source}: ${name}: ${reason}; check auth and its rights`);
  }
  if (status >= 500 || status === 408 || codes.includes("INTERNAL_SERVER_ERROR") || codes.includes("INTERNAL ERROR")) {
    return { outcome: "failed", waitMs: retryAfterMs(headers.get("retry-after"), nowMs), reason };
  }
  if (codes.includes("INPUT_ERROR") || codes.includes("INVALID INPUT")) {
    throw codedError("NOT_FOUND", `${source}: ${name}: ${reason}`);
  }
  throw codedError("SOURCE_ANSWER_INVALID", `${source}: ${name}: ${reason}; does the address lead to Linear's API?`);
}
