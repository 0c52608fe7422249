/** LISTEN on a connection of its own that comes back by itself. */
import { type Client, escapeIdentifier } from "pg";
import type { Logger } from "pino";

export interface Subscription {
  close(): Promise<void>;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Calls back with each payload on the channel. Throws when the first connection fails; a later loss is mended with back-off,
 * and notifications sent meanwhile are lost, so whoever listens must also look by itself now and then.
 */
export async function listen(
  createClient: () => Client,
  channel: string,
  onPayload: (payload: string) => void,
  log: Logger,
): Promise<Subscription> {
  let current: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const client = createClient();
    client.on("error", (error) => lose(client, error));
    client.on("end", () => lose(client));
    client.on("notification", (message) => {
      if (message.channel === channel) onPayload(message.payload ?? "");
    });
    try {
      await client.connect();
      await client.query(`listen ${escapeIdentifier(channel)}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    if (closed) await client.end();
    else current = client;
  }

  function lose(client: Client, error?: Error): void {
    if (closed || client !== current) return;
    current = null;
    log.warn({ err: error, channel }, "lost the connection that listens; connecting again");
    void client.end().catch(() => undefined);
    reconnect(firstPauseMs);
  }

  function reconnect(pauseMs: number): void {
    timer = setTimeout(() => {
      connect().catch((error: unknown) => {
        log.debug({ err: error, channel }, "could not listen yet");
        if (!closed) reconnect(Math.min(pauseMs * 2, longestPauseMs));
      });
    }, pauseMs);
  }

  await connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await current?.end().catch(() => undefined);
    },
  };
}
