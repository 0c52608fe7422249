/** Server-sent events out of text as it arrives, as the HTML standard reads them. */

export interface StreamMessage {
  /** Of the last event that carried one. */
  lastEventId: string | null;
  event: string;
  data: string;
}

export interface EventParser {
  /** Takes the next piece, wherever it was cut. */
  feed(text: string): void;
}

/** Calls back with each message, and with the pause that the server asks for before a reconnect. */
export function createEventParser(
  onMessage: (message: StreamMessage) => void,
  onRetry: (ms: number) => void = () => {},
): EventParser {
  let rest = "";
  let lastEventId: string | null = null;
  let event = "";
  let data: string[] = [];

  function take(line: string) {
    if (line === "") return dispatch();
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) lastEventId = value;
    else if (field === "retry" && /^\d+$/.test(value)) onRetry(Number(value));
  }

  function dispatch() {
    if (data.length > 0) onMessage({ lastEventId, event: event === "" ? "message" : event, data: data.join("\n") });
    event = "";
    data = [];
  }

  return {
    feed(text) {
      rest += text;
      for (;;) {
        // A carriage return at the very end may be the first half of a line end.
        const end = /\r\n|\n|\r(?!$)/.exec(rest);
        if (end === null) return;
        const line = rest.slice(0, end.index);
        rest = rest.slice(end.index + end[0].length);
        take(line);
      }
    },
  };
}
