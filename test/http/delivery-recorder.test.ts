import { describe, expect, it } from "vitest";
import { createDeliveryRecorder, type RecorderLimits } from "../../src/http/delivery-recorder.ts";
import type { NewDelivery, RecordedDelivery } from "../../src/store/record-deliveries.ts";

const limits: RecorderLimits = { batchCount: 3, batchBytes: 100, waitingBytes: 1_000 };
const never = new AbortController().signal;
/** Lets the recorder come to its next insert. */
const settled = () => new Promise(setImmediate);

function delivery(name: string, bytes = 1): NewDelivery {
  return { source: name, trackerDeliveryId: null, body: new Uint8Array(bytes), headers: {}, receivedAt: new Date(0) };
}

/** A store whose inserts end when the test says so. */
function heldStore() {
  const batches: { names: string[]; done: (outcome?: Error) => void }[] = [];
  const stored: string[][] = [];
  const store = (batch: readonly NewDelivery[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<RecordedDelivery[]>();
    const names = batch.map(({ source }) => source);
    const done = (outcome?: Error) =>
      outcome === undefined ? resolve(names.map((id) => ({ id, duplicate: id.startsWith("dup") }))) : reject(outcome);
    batches.push({ names, done });
    return promise;
  };
  return { batches, stored, recorder: createDeliveryRecorder(store, (ids) => void stored.push([...ids]), limits) };
}

describe("createDeliveryRecorder", () => {
  it("stores what waits while an insert is in flight together in the next", async () => {
    const { batches, stored, recorder } = heldStore();
    const answers = ["a", "b", "dup-c"].map((name) => recorder.record(delivery(name), never));
    expect(batches.map(({ names }) => names)).toEqual([["a"]]);
    batches[0]!.done();
    await answers[0];
    await settled();
    expect(batches.map(({ names }) => names)).toEqual([["a"], ["b", "dup-c"]]);
    batches[1]!.done();
    expect(await Promise.all(answers)).toEqual([
      { id: "a", duplicate: false },
      { id: "b", duplicate: false },
      { id: "dup-c", duplicate: true },
    ]);
    await recorder.idle();
    expect(stored).toEqual([["a"], ["b"]]);
  });

  it("bounds a batch by count and by bytes, yet takes one that is larger than the bound alone", async () => {
    const { batches, recorder } = heldStore();
    const sizes: [string, number][] = [
      ["a", 1],
      ["b", 1],
      ["c", 1],
      ["d", 1],
      ["e", 60],
      ["f", 60],
      ["g", 300],
    ];
    const answers = sizes.map(([name, bytes]) => recorder.record(delivery(name, bytes), never));
    for (let i = 0; i < batches.length; i += 1) {
      batches[i]!.done();
      await settled();
    }
    await Promise.all(answers);
    expect(batches.map(({ names }) => names.join(""))).toEqual(["a", "bcd", "e", "f", "g"]);
  });

  it("passes the store's error to those of that batch, and goes on", async () => {
    const { batches, recorder } = heldStore();
    const failing = recorder.record(delivery("a"), never);
    const next = recorder.record(delivery("b"), never);
    batches[0]!.done(new Error("disk full"));
    await expect(failing).rejects.toThrow("disk full");
    batches[1]!.done();
    expect(await next).toEqual({ id: "b", duplicate: false });
  });

  it("refuses at once what would make too much wait", async () => {
    const { batches, recorder } = heldStore();
    const first = recorder.record(delivery("a", 900), never);
    const second = recorder.record(delivery("b", 900), never);
    await expect(recorder.record(delivery("c", 200), never)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    batches[0]!.done();
    await first;
    await settled();
    batches[1]!.done();
    await second;
    await settled();
    const third = recorder.record(delivery("d", 900), never);
    batches[2]!.done();
    expect(await third).toMatchObject({ id: "d" });
  });

  it("drops what nobody waits for any more", async () => {
    const { batches, recorder } = heldStore();
    const first = recorder.record(delivery("a"), never);
    const gone = recorder.record(delivery("b"), AbortSignal.abort());
    const kept = recorder.record(delivery("c"), never);
    batches[0]!.done();
    await first;
    await expect(gone).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(batches[1]!.names).toEqual(["c"]);
    batches[1]!.done();
    await kept;
  });
});
