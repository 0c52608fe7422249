/** `POST /webhooks/:source`: verify the bytes, store them, acknowledge. See spec interfaces.md, Receiving. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { SourceConfig } from "../../config/config.ts";
import type { Deps } from "../../deps.ts";
import { codedError } from "../../errors.ts";
import type { NewDelivery, RecordedDelivery } from "../../store/record-deliveries.ts";
import type { DeliveryRecorder } from "../delivery-recorder.ts";
import type { HttpApp } from "../http-app.ts";
import { drainBody, readBody, tooLarge } from "../read-body.ts";
import type { RefusedSignatures } from "../refused-signatures.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { retryAfterSeconds, webhookBodyLimit } from "../server-limits.ts";
import { flatHeaders, isAcceptedMediaType, statedLength, storableHeaders } from "../webhook-checks.ts";
import { withDeadline } from "../with-deadline.ts";

const Params = z.object({ source: z.string().describe("Id of a source in `sources.yaml`.") });

const Acknowledgement = z
  .object({
    deliveryId: z.string().describe("Our id of the stored delivery."),
    duplicate: z.boolean().describe("The source had sent these bytes before."),
  })
  .describe("The delivery is stored durably.");

const schema = {
  summary: "Receive a delivery",
  description:
    "The raw bytes of a Jira or Linear webhook, signed with one of the source's secrets. The answer does not wait for processing.",
  tags: ["receiving"],
  params: Params,
  response: {
    200: Acknowledgement,
    400: ErrorAnswer,
    401: ErrorAnswer,
    404: ErrorAnswer,
    413: ErrorAnswer,
    415: ErrorAnswer,
    503: ErrorAnswer,
  },
};

export interface Receiving {
  recorder: DeliveryRecorder;
  refused: RefusedSignatures;
  storeTimeoutMs: number;
}

/** Registers the receiver in a scope of its own, where Fastify reads and parses nothing. */
export async function registerWebhooks(app: HttpApp, deps: Deps, receiving: Receiving) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  app.route({
    method: "POST",
    url: "/webhooks/:source",
    config: { role: "signature" },
    schema,
    onRequest: async (request) => {
      try {
        checkHead(request, findSource(deps, request.params.source));
      } catch (error) {
        drainBody(request.raw);
        throw error;
      }
    },
    handler: async (request, reply) => {
      const body = await readBody(request.raw, webhookBodyLimit);
      return receive(deps, receiving, request, reply, body);
    },
  });
}

function findSource(deps: Deps, id: string): SourceConfig | undefined {
  return deps.current().config.sources.find((source) => source.id === id);
}

function checkHead({ headers }: FastifyRequest, source: SourceConfig | undefined) {
  if (source === undefined) throw codedError("SOURCE_UNKNOWN", "no source has this id");
  if (!isAcceptedMediaType(headers)) {
    throw codedError(
      "MEDIA_TYPE_UNSUPPORTED",
      "a delivery is application/json or application/*+json, without content encoding",
    );
  }
  if (statedLength(headers) > webhookBodyLimit) throw tooLarge(webhookBodyLimit);
}

async function receive(
  deps: Deps,
  receiving: Receiving,
  request: FastifyRequest<{ Params: z.infer<typeof Params> }>,
  reply: FastifyReply,
  body: Buffer,
) {
  const settings = findSource(deps, request.params.source);
  if (settings === undefined) throw codedError("SOURCE_UNKNOWN", "no source has this id");
  const source = deps.sourceOf(settings.kind);
  const headers = flatHeaders(request.headers);
  const receivedAt = deps.clock();
  const verification = source.verify(settings, { body, headers }, receivedAt.getTime());
  if (!verification.ok) {
    if (verification.kind === "unauthorized") receiving.refused.note(settings.id);
    request.log.info({ source: settings.id, code: verification.code }, "delivery refused");
    const { code, message } = verification;
    return reply.code(verification.kind === "unauthorized" ? 401 : 400).send({ error: { code, message } });
  }
  const { id, duplicate } = await store(receiving, {
    source: settings.id,
    trackerDeliveryId: source.deliveryId(headers)?.slice(0, 200) ?? null,
    body,
    headers: storableHeaders(headers, settings.webhookAuth),
    receivedAt,
  });
  return reply.code(200).send({ deliveryId: id, duplicate });
}

async function store({ recorder, storeTimeoutMs }: Receiving, delivery: NewDelivery): Promise<RecordedDelivery> {
  const abandoned = new AbortController();
  try {
    const stored = recorder.record(delivery, abandoned.signal);
    return await withDeadline(stored, storeTimeoutMs, "STORE_UNAVAILABLE", "storing a delivery");
  } catch (error) {
    // Whatever went wrong here is our fault: a 4xx would make Jira drop the delivery for good.
    throw codedError(
      "STORE_UNAVAILABLE",
      `the delivery could not be stored; try again in ${retryAfterSeconds} s`,
      error,
    );
  } finally {
    abandoned.abort();
  }
}
