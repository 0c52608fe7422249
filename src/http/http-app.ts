/** The Fastify instance that routes are registered on, and what its requests and routes carry. */
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller, RouteRole } from "./access.ts";

export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call; every route states it. */
    role?: RouteRole;
  }
  interface FastifyRequest {
    /** Who calls; set before any handler of a route with a role. */
    caller: Caller | null;
  }
}
