/** Many who follow the events of one service, and when each of them heard of what. */
import { Agent, get, type IncomingMessage } from "node:http";

export interface Heard {
  /** When the last viewer had it. */
  lastMs: number;
  /** What the change itself says when it was made, as milliseconds since 1970. */
  madeMs: number;
}

export interface Viewers {
  /** Resolves when every viewer has the next `progress` event of this key result. */
  hear(keyResultId: string): Promise<Heard>;
  close(): void;
}

export async function openViewers(url: string, count: number): Promise<Viewers> {
  const agent = new Agent({ maxSockets: count });
  const waiting = new Map<string, { left: number; madeMs: number; resolve: (heard: Heard) => void }>();
  const streams = await Promise.all(Array.from({ length: count }, () => follow(url, agent, onEvent)));

  function onEvent(data: { id?: string; at?: string }): void {
    const wanted = waiting.get(data.id ?? "");
    if (wanted === undefined) return;
    wanted.left -= 1;
    wanted.madeMs = Date.parse(data.at ?? "");
    if (wanted.left > 0) return;
    waiting.delete(data.id ?? "");
    wanted.resolve({ lastMs: Date.now(), madeMs: wanted.madeMs });
  }

  return {
    hear(keyResultId) {
      const { promise, resolve } = Promise.withResolvers<Heard>();
      waiting.set(keyResultId, { left: count, madeMs: 0, resolve });
      return promise;
    },
    close() {
      for (const stream of streams) stream.destroy();
      agent.destroy();
    },
  };
}

function follow(url: string, agent: Agent, onEvent: (data: { id?: string; at?: string }) => void) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/api/v1/events`, { agent }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.includes(": connected")) resolve(response);
        const blocks = text.split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          const found = /^event: progress\ndata: (.*)$/m.exec(block);
          if (found !== null) onEvent(JSON.parse(found[1]!));
        }
      });
    }).on("error", reject);
  });
}
