import { readFile } from "node:fs/promises";
import { Command } from "commander";
import type { Config, SourceConfig } from "../config/config.ts";
import { codedError } from "../errors.ts";
import type { Service } from "../main.ts";
import { recordDeliveries } from "../store/record-deliveries.ts";
import { answeredError, type Api, createApi, request } from "./api.ts";
import { type Cli, type ExitCode, printJson } from "./cli.ts";
import { findEnded } from "./find-deliveries.ts";
import { objectivesOf } from "./objectives.ts";
import { printReceived, receivedOf, type Received } from "./received.ts";
import { loadOwnConfig, withOwnService } from "./service-api.ts";
import { type ApiFlags, withJsonOption, withServiceOptions } from "./service-options.ts";
import { waitUntilSettled } from "./settled.ts";
import { signers } from "./signing.ts";

/** Longer than all retries of a job take. */
const patienceMs = 60_000;

/** `receive`: a saved payload, processed as if it had been delivered. */
export function receiveVerb(cli: Cli): Command {
  const command = new Command("receive")
    .description("process a saved payload as if it had been delivered (development, support)")
    .argument("<source>", "id of the source in sources.yaml")
    .argument("<file>", "the payload; - reads standard input");
  return withJsonOption(withServiceOptions(command)).action((source: string, file: string, flags: ApiFlags) =>
    cli.run(() => receive(cli, source, file, flags)),
  );
}

async function receive(cli: Cli, sourceId: string, file: string, flags: ApiFlags): Promise<ExitCode> {
  const body = await readPayload(cli, file);
  const received =
    flags.url === undefined
      ? await withOwnService(cli, { parts: ["web", "workers"], config: "folder" }, (service, api) => {
          const { config } = service.deps.current();
          return follow(api, config, sourceId, body, () => record(cli, service, findSource(config, sourceId), body));
        })
      : await post(cli, sourceId, body, flags.url, flags.token ?? null);
  if (flags.json) printJson(cli, received);
  else printReceived(cli, received);
  return received.status === "failed" || received.status === "received" ? 1 : 0;
}

async function readPayload(cli: Cli, file: string): Promise<Uint8Array> {
  if (file === "-") return cli.readStdin();
  try {
    return await readFile(file);
  } catch (cause) {
    throw codedError("USAGE", `the file ${file} cannot be read`, cause);
  }
}

function findSource(config: Config, id: string): SourceConfig {
  const source = config.sources.find((candidate) => candidate.id === id);
  if (source !== undefined) return source;
  const known = config.sources.map((candidate) => candidate.id).join(", ");
  throw codedError("SOURCE_UNKNOWN", `no source "${id}" in the configuration; there are: ${known}`);
}

/** Stores the bytes as they are, unsigned, and rings for them. */
async function record(cli: Cli, { deps }: Service, source: SourceConfig, body: Uint8Array) {
  const delivery = { source: source.id, trackerDeliveryId: null, body, headers: {}, receivedAt: cli.clock() };
  const [recorded] = await recordDeliveries(deps.database.db, [delivery]);
  if (recorded === undefined) throw codedError("INTERNAL", "the delivery was not stored");
  if (!recorded.duplicate) await deps.queue.enqueue("ingest", { deliveryIds: [recorded.id] });
  return { deliveryId: recorded.id, duplicate: recorded.duplicate };
}

/** Signs the bytes with the source's own secret and posts them as the tracker would. */
async function post(
  cli: Cli,
  sourceId: string,
  body: Uint8Array,
  url: string,
  token: string | null,
): Promise<Received> {
  const config = await loadOwnConfig(cli.env(), cli.clock());
  const source = findSource(config, sourceId);
  const secret = source.webhookSecrets[0];
  if (secret === undefined) throw codedError("USAGE", `the source ${sourceId} has no webhook secret to sign with`);
  const nowMs = cli.clock().getTime();
  const signed = signers[source.kind]!({ body, secret, deliveryId: `receive-${nowMs}`, event: null, nowMs });
  const api = createApi(url, token);
  return follow(api, config, sourceId, signed.body, async () => {
    const path = `/webhooks/${encodeURIComponent(sourceId)}`;
    const init = { method: "POST", headers: signed.headers, body: new Uint8Array(signed.body) };
    const response = await request(`${api.url}${path}`, init);
    const text = await response.text();
    if (!response.ok) throw answeredError(response.status, text, `POST ${path}`);
    return JSON.parse(text) as { deliveryId: string; duplicate: boolean };
  });
}

/** Delivers, waits for what becomes of it, and tells what moved meanwhile. */
async function follow(
  api: Api,
  config: Config,
  sourceId: string,
  body: Uint8Array,
  deliver: () => Promise<{ deliveryId: string; duplicate: boolean }>,
): Promise<Received> {
  const before = await objectivesOf(api);
  const { deliveryId, duplicate } = await deliver();
  const [delivery] = await findEnded(api, [deliveryId], patienceMs);
  if (delivery === undefined) throw codedError("DELIVERY_UNKNOWN", `delivery ${deliveryId} is not listed`);
  await waitUntilSettled(api, patienceMs);
  const delivered = { ...delivery, deliveryId, duplicate };
  return receivedOf(delivered, findSource(config, sourceId), body, before, await objectivesOf(api));
}
