/** The OpenAPI description, made from the routes' own schemas, and its page. */
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { z } from "zod";
import type { HttpApp } from "./http-app.ts";

const info = {
  title: "okr-sync",
  description:
    "OKR progress from Jira and Linear. Errors are `{error: {code, message}}`; times are ISO 8601 UTC; lists are pages with `nextCursor`.",
  version: "1",
};

/** Registers the description before the routes that it describes. */
export function describeApi(app: HttpApp) {
  app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info,
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document);
      const role = document.route.config?.role;
      const isGuarded = role !== undefined && role !== "public" && role !== "signature";
      return { schema: isGuarded ? { ...schema, security: [{ token: [role] }] } : schema, url };
    },
  });
}

/** Registers `/docs` and `/api/v1/openapi.json`; open to all, as they say nothing of anybody's data. */
export function registerDocs(app: HttpApp) {
  app.addHook("onRoute", (route) => {
    route.config = { ...route.config, role: "public" };
  });
  app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: true,
    transformStaticCSP: (policy) => `${policy}; frame-ancestors 'none'`,
  });
  app.route({
    method: "GET",
    url: "/api/v1/openapi.json",
    config: { role: "public" },
    schema: { summary: "This description", tags: ["operations"], response: { 200: z.looseObject({}) } },
    handler: async () => ({ ...app.swagger() }),
  });
}
