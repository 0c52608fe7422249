/** Puts the role of each route into force, and refuses to start with a route that states none. */
import type { FastifyRequest, RouteOptions } from "fastify";
import { codedError } from "../errors.ts";
import type { Deps } from "../deps.ts";
import { authorise, isCrossSite } from "./access.ts";
import type { HttpApp } from "./http-app.ts";

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Adds the checks before any route is registered. */
export function guardRoutes(app: HttpApp, deps: Deps) {
  app.decorateRequest("caller", null);
  const routes: RouteOptions[] = [];
  app.addHook("onRoute", (route) => {
    routes.push(route);
  });
  app.addHook("onReady", async () => routes.forEach(requireRole));
  app.addHook("onRequest", async (request) => checkAccess(request, deps));
}

function requireRole(route: RouteOptions) {
  if (route.config?.role === undefined) {
    throw codedError("INTERNAL", `the route ${String(route.method)} ${route.url} states no role`);
  }
}

function checkAccess(request: FastifyRequest, deps: Deps) {
  const { role } = request.routeOptions.config;
  if (request.is404 || role === undefined || role === "public" || role === "signature") return;
  const { authorization, host } = request.headers;
  request.caller = authorise(deps.current().config.access.tokens, role, { authorization, host });
  if (!readingMethods.has(request.method) && isCrossSite(request.headers)) {
    throw codedError("FORBIDDEN", "a page of another site may not write");
  }
}
