import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backOffMs } from "../../src/web/live/back-off.ts";
import { createEventParser, type StreamMessage } from "../../src/web/live/event-parser.ts";
import { readLiveEvent } from "../../src/web/live/live-event.ts";

function parse(pieces: readonly string[]) {
  const messages: StreamMessage[] = [];
  const retries: number[] = [];
  const parser = createEventParser(
    (message) => messages.push(message),
    (ms) => retries.push(ms),
  );
  for (const piece of pieces) parser.feed(piece);
  return { messages, retries };
}

describe("createEventParser", () => {
  it("reads events, keeps the last id, and leaves comments out", () => {
    const { messages, retries } = parse([
      "retry: 2000\n: connected\n\nevent: health\ndata: 1\n\nid: 7\nevent: progress\ndata: 2\n\ndata: 3\n\n",
    ]);
    expect(retries).toEqual([2_000]);
    expect(messages).toEqual([
      { lastEventId: null, event: "health", data: "1" },
      { lastEventId: "7", event: "progress", data: "2" },
      { lastEventId: "7", event: "message", data: "3" },
    ]);
  });

  it.each([
    ["an event that has not ended", "data: 1\n", []],
    ["an event without data", "event: progress\nid: 3\n\n", []],
    ["several lines of data", "data: a\ndata:b\ndata\n\n", ["a\nb\n"]],
    ["only one space taken off", "data:  a\n\n", [" a"]],
    ["fields that nobody knows", "colour: red\ndata: a\n\n", ["a"]],
    ["a colon in the data", "data: a: b\n\n", ["a: b"]],
  ])("reads %s", (_, text, data) => {
    expect(parse([text]).messages.map((message) => message.data)).toEqual(data);
  });

  it("does not mind where the text was cut, nor which line ends it has", () => {
    const text = ": hello\n\nid: 1\nevent: progress\ndata: {}\n\nid: 2\ndata: a\ndata: b\n\n";
    const whole = parse([text]).messages;
    const lineEnds = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(lineEnds, fc.array(fc.nat(text.length * 2), { maxLength: 12 }), (end, cuts) => {
        // A last comment, so that the final carriage return is not left waiting for its line feed.
        const sent = `${text}: end\n`.replaceAll("\n", end);
        const ends = [...new Set(cuts.map((cut) => Math.min(cut, sent.length)))].toSorted((a, b) => a - b);
        const pieces = [...ends, sent.length].map((cut, i) => sent.slice(ends[i - 1] ?? 0, cut));
        expect(parse(pieces).messages).toEqual(whole);
      }),
    );
  });
});

describe("readLiveEvent", () => {
  const message = (event: string, data: string): StreamMessage => ({ lastEventId: "1", event, data });

  it("reads what it knows, and nothing else", () => {
    expect(readLiveEvent(message("progress", '{"subject":"key_result","id":"k","progress":0.5}'))).toMatchObject({
      kind: "progress",
      id: "k",
    });
    expect(readLiveEvent(message("source", '{"source":"jira"}'))).toEqual({ kind: "source", source: "jira" });
    expect(readLiveEvent(message("config", "{}"))).toEqual({ kind: "config" });
    expect(readLiveEvent(message("weather", "{}"))).toBeNull();
    expect(readLiveEvent(message("progress", "not json"))).toBeNull();
    expect(readLiveEvent(message("progress", "7"))).toBeNull();
  });
});

describe("backOffMs", () => {
  it("doubles with each failure, spreads over the upper half, and ends at half a minute", () => {
    const spans = [1, 2, 3, 4, 5, 6, 20].map((failures) => [backOffMs(failures, 0, 0), backOffMs(failures, 0, 1)]);
    expect(spans).toEqual([
      [500, 1_000],
      [1_000, 2_000],
      [2_000, 4_000],
      [4_000, 8_000],
      [8_000, 16_000],
      [15_000, 30_000],
      [15_000, 30_000],
    ]);
  });

  it("waits as long as the service asks for", () => {
    expect(backOffMs(1, 2_000, 1)).toBe(2_000);
    expect(backOffMs(0, 2_000, 0)).toBe(1_000);
  });
});
