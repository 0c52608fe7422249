/** Group commit: all deliveries that wait while one insert is in flight are stored together by the next. */
import { codedError } from "../errors.ts";
import type { NewDelivery, RecordedDelivery } from "../store/record-deliveries.ts";

export interface RecorderLimits {
  /** Deliveries and bytes of one insert. */
  batchCount: number;
  batchBytes: number;
  /** Bytes that may wait; beyond them a delivery is refused at once, so that memory stays bounded while the store stands still. */
  waitingBytes: number;
}

export const recorderLimits: RecorderLimits = {
  batchCount: 256,
  batchBytes: 16 * 1_048_576,
  waitingBytes: 96 * 1_048_576,
};

export interface DeliveryRecorder {
  /**
   * Resolves once the delivery is committed; rejects with the store's error, or STORE_UNAVAILABLE when too much waits.
   * A delivery whose signal has aborted before its insert began is dropped.
   */
  record(delivery: NewDelivery, signal: AbortSignal): Promise<RecordedDelivery>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface Waiting {
  delivery: NewDelivery;
  signal: AbortSignal;
  resolve: (recorded: RecordedDelivery) => void;
  reject: (error: unknown) => void;
}

/** `store` inserts a batch and answers in its order; `onStored` hears the ids of the new ones of each batch. */
export function createDeliveryRecorder(
  store: (batch: readonly NewDelivery[]) => Promise<readonly RecordedDelivery[]>,
  onStored: (ids: readonly string[]) => void,
  limits: RecorderLimits = recorderLimits,
): DeliveryRecorder {
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | null = null;

  function record(delivery: NewDelivery, signal: AbortSignal): Promise<RecordedDelivery> {
    if (waitingBytes + delivery.body.byteLength > limits.waitingBytes) {
      return Promise.reject(codedError("STORE_UNAVAILABLE", "too many deliveries wait to be stored"));
    }
    const { promise, resolve, reject } = Promise.withResolvers<RecordedDelivery>();
    waiting.push({ delivery, signal, resolve, reject });
    waitingBytes += delivery.body.byteLength;
    running ??= storeAll();
    return promise;
  }

  async function storeAll() {
    for (let batch = takeBatch(); batch.length > 0; batch = takeBatch()) await storeBatch(batch);
    running = null;
  }

  function takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    let bytes = 0;
    let taken = 0;
    for (const entry of waiting) {
      const size = entry.delivery.body.byteLength;
      if (batch.length >= limits.batchCount || (batch.length > 0 && bytes + size > limits.batchBytes)) break;
      taken += 1;
      waitingBytes -= size;
      if (entry.signal.aborted) {
        entry.reject(codedError("STORE_UNAVAILABLE", "the sender was answered before the store was"));
        continue;
      }
      bytes += size;
      batch.push(entry);
    }
    waiting.splice(0, taken);
    return batch;
  }

  async function storeBatch(batch: readonly Waiting[]) {
    try {
      const recorded = await store(batch.map(({ delivery }) => delivery));
      for (const [i, { resolve }] of batch.entries()) resolve(recorded[i]!);
      onStored(recorded.filter(({ duplicate }) => !duplicate).map(({ id }) => id));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return { record, idle: async () => running ?? undefined };
}
