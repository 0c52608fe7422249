/** The HTTP layer as one Fastify instance that never listens by itself. */
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { randomUUID } from "node:crypto";
import type { Deps } from "../deps.ts";
import { recordDeliveries } from "../store/record-deliveries.ts";
import { createAnswers } from "./answers/answers.ts";
import { createPlanReader } from "./answers/plan-reader.ts";
import { createDeliveryRecorder } from "./delivery-recorder.ts";
import { answerError, answerErrors, answerUnreadable } from "./error-answers.ts";
import { createEventStreams, type EventStreamOptions, eventStreamOptions } from "./event-streams.ts";
import { guardRoutes } from "./guard.ts";
import type { HttpApp } from "./http-app.ts";
import { createIngestBell } from "./ingest-bell.ts";
import { describeApi, registerDocs } from "./openapi.ts";
import { createRefusedSignatures } from "./refused-signatures.ts";
import { logRequests, requestLogger } from "./request-log.ts";
import { registerAsOf } from "./routes/as-of.ts";
import { registerCheckIns } from "./routes/check-ins.ts";
import { registerDeliveries } from "./routes/deliveries.ts";
import { registerEvents } from "./routes/events.ts";
import { registerExplain } from "./routes/explain.ts";
import { registerHealth } from "./routes/health.ts";
import { registerIssues } from "./routes/issues.ts";
import { registerLedger } from "./routes/ledger.ts";
import { registerLinks } from "./routes/links.ts";
import { registerObjectives } from "./routes/objectives.ts";
import { registerOverview } from "./routes/overview.ts";
import { registerPlan } from "./routes/plan.ts";
import { registerReconciles } from "./routes/reconciles.ts";
import { registerReport } from "./routes/report.ts";
import { registerStatus } from "./routes/status.ts";
import { registerWeb } from "./routes/web.ts";
import { registerWebhooks } from "./routes/webhooks.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import { drainMs, serverLimits, storeTimeoutMs } from "./server-limits.ts";

export interface AppOptions {
  /** Why the service is not ready, as far as `main.ts` knows: still starting, already closing. */
  notReady?: () => readonly string[];
  /** How long a delivery may take to be stored before its sender is told to come again. */
  storeTimeoutMs?: number;
  eventStreams?: Partial<EventStreamOptions>;
  /** How long closing waits for requests under way. */
  drainMs?: number;
}

/** Everything but `listen`. Closing it ends the event streams and waits for what is being stored. */
export function createApp(deps: Deps, options: AppOptions = {}): HttpApp {
  const log = requestLogger(deps.log);
  const app = createServer(log);
  const own: Deps = { ...deps, log };
  const refused = createRefusedSignatures({ db: deps.database.db, clock: deps.clock, log: own.log });
  const bell = createIngestBell(deps.queue, log);
  const recorder = createDeliveryRecorder(
    (batch) => recordDeliveries(deps.database.db, batch),
    (ids) => bell.ring(ids),
  );
  const streams = createEventStreams(own, { ...eventStreamOptions, ...options.eventStreams });
  const answers = createAnswers(own, refused);
  let closing = false;

  logRequests(app);
  addSecurityHeaders(app);
  answerErrors(app);
  guardRoutes(app, deps);
  describeApi(app);
  // Fastify says so only to requests that come while it closes; without it, a connection that was busy when closing began
  // would stay open, idle, for the whole drain.
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
  app.register(async (scope) =>
    registerWebhooks(scope, own, { recorder, refused, storeTimeoutMs: options.storeTimeoutMs ?? storeTimeoutMs }),
  );
  app.register(async (scope) => {
    registerHealth(scope, own, () => [...(closing ? ["closing"] : []), ...(options.notReady?.() ?? [])]);
    registerObjectives(scope, answers.present);
    registerOverview(scope, answers.overviews);
    registerAsOf(scope, own, answers.asOf);
    registerReport(scope, answers.reports);
    registerLedger(scope, own);
    registerIssues(scope, own);
    registerCheckIns(scope, own);
    registerLinks(scope, own);
    registerDeliveries(scope, own);
    registerStatus(scope, own, refused);
    registerReconciles(scope, own);
    registerPlan(scope, own, createPlanReader(own));
    registerExplain(scope, own, answers.present);
    registerEvents(scope, streams);
    registerWeb(scope, own);
  });
  app.register(async (scope) => registerDocs(scope));
  app.addHook("preClose", async () => {
    closing = true;
    // Once closing, Node no longer looks at its timeouts: a sender that stands still would hold us up for minutes.
    setTimeout(() => app.server.closeAllConnections(), options.drainMs ?? drainMs).unref();
    await streams.close();
  });
  app.addHook("onClose", async () => {
    await recorder.idle();
    await bell.idle();
    await refused.close();
    await answers.close();
  });
  return app;
}

function createServer(loggerInstance: FastifyBaseLogger): HttpApp {
  const app = Fastify({
    ...serverLimits,
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: false,
    // A delivery that comes on an open connection while we close is still stored, and the connection ends after it.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: false },
    frameworkErrors: answerError,
    clientErrorHandler: answerUnreadable,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser("text/plain");
  return app;
}
