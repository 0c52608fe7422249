/** What the log may say of a request: never a body, a header's value or a query. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { HttpApp } from "./http-app.ts";

const serializers = {
  req: ({ method, routeOptions, ip }: FastifyRequest) => ({ method, route: routeOptions.url, ip }),
  res: ({ statusCode }: FastifyReply) => ({ statusCode }),
  err: describeError,
};

/** The logger of the HTTP layer. */
export function requestLogger(log: Logger): Logger {
  return log.child({ layer: "http" }, { serializers });
}

/** One line a request at `debug`; the server's own faults are logged where they are answered. */
export function logRequests(app: HttpApp) {
  app.addHook("onResponse", async (req, res) => {
    req.log.debug({ req, res, ms: Math.round(res.elapsedTime * 10) / 10 }, "answered");
  });
}

interface LoggedError {
  type: string;
  message: string;
  code?: unknown;
  stack: string | undefined;
  cause?: LoggedError;
}

/** Own fields only: a database error's `detail` or `where` may hold parts of a payload. */
function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: undefined };
  const { name: type, message, stack, cause } = error;
  return {
    type,
    message,
    stack,
    ...("code" in error ? { code: error.code } : {}),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}
