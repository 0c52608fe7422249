/** Answers of the service by address: asked for once however many views show them, kept, and renewed while they are shown. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Api, Failure, Reading } from "./api.ts";
import { keepUnchanged } from "./keep-unchanged.ts";

export interface Resource<T> {
  /** The newest answer, also while a newer one is asked for or could not be had. */
  data: T | null;
  /** Why the newest attempt failed; null once one succeeds. */
  failure: Failure | null;
  loading: boolean;
}

/** How an answer is had. `show` may be called with a first part of it. */
export type Loader<T> = (api: Api, etag: string | null, show: (part: T) => void) => Promise<Reading<T>>;

export interface Resources {
  /** The state of an answer; nothing is asked for before it is used. */
  at<T>(key: string, load?: Loader<T>): ReadonlySignal<Resource<T>>;
  /** The newest answer, if there is one. */
  peek(key: string): unknown;
  /** Keeps an answer fresh until the returned function is called. */
  use(key: string): () => void;
  /** Asks again now. */
  renew(key: string): Promise<void>;
  /** What these addresses answer has changed: asks again soon where it is shown, else when it is shown next. */
  outdate(concerned: (key: string) => boolean): void;
  /** Changes what is shown until a newer answer comes. */
  patch<T>(key: string, change: (data: T) => T): void;
}

interface Entry {
  state: Signal<Resource<unknown>>;
  load: Loader<unknown>;
  etag: string | null;
  users: number;
  outdated: boolean;
  /** Of the renewal that is under way. */
  running: Promise<void> | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  lastMs: number;
}

/** Pauses before what has changed is asked for again: they let a burst become one request, and viewers not all ask at once. */
export interface RenewalPace {
  leastMs: number;
  spreadMs: number;
}

/** An answer that takes long is asked for less often: at most this part of the time goes into it. */
const restPerWork = 6;
/** Answers that nobody shows are kept up to this number. */
const keptUnused = 24;

const readPath =
  (key: string): Loader<unknown> =>
  (api, etag) =>
    api.read(key, etag);

export function createResources(api: Api, paceOf: (key: string) => RenewalPace, random = Math.random): Resources {
  const entries = new Map<string, Entry>();

  function entryOf(key: string, load: Loader<unknown> = readPath(key)): Entry {
    const known = entries.get(key);
    if (known !== undefined) {
      // What was asked for last is forgotten last.
      entries.delete(key);
      entries.set(key, known);
      return known;
    }
    const state = signal<Resource<unknown>>({ data: null, failure: null, loading: true });
    const entry: Entry = {
      state,
      load,
      etag: null,
      users: 0,
      outdated: true,
      running: null,
      timer: undefined,
      lastMs: 0,
    };
    entries.set(key, entry);
    return entry;
  }

  async function load(entry: Entry) {
    const startedAt = performance.now();
    entry.outdated = false;
    entry.state.value = { ...entry.state.peek(), loading: true };
    const before = entry.state.peek().data;
    const show = (part: unknown) => {
      if (before === null) entry.state.value = { data: part, failure: null, loading: true };
    };
    const reading = await entry.load(api, entry.etag, show);
    entry.lastMs = performance.now() - startedAt;
    const { data } = entry.state.peek();
    if (reading.kind === "failed") {
      entry.outdated = true;
      entry.state.value = { data, failure: reading.failure, loading: false };
    } else if (reading.kind === "unchanged") entry.state.value = { data, failure: null, loading: false };
    else {
      entry.etag = reading.etag;
      entry.state.value = { data: keepUnchanged(data, reading.data), failure: null, loading: false };
    }
  }

  /** One request at a time; whoever comes meanwhile gets one that begins later. */
  async function renew(key: string, entry = entryOf(key)): Promise<void> {
    clearTimeout(entry.timer);
    entry.timer = undefined;
    if (entry.running !== null) {
      await entry.running;
      if (!entry.outdated) return;
    }
    entry.running ??= load(entry).finally(() => {
      entry.running = null;
    });
    await entry.running;
  }

  function renewSoon(key: string, entry: Entry) {
    if (entry.timer !== undefined) return;
    const { leastMs, spreadMs } = paceOf(key);
    const waitMs = Math.max(leastMs, entry.lastMs * restPerWork) + random() * spreadMs;
    entry.timer = setTimeout(() => void renew(key, entry), waitMs);
  }

  function forgetUnused() {
    const unused = [...entries].filter(([, { users, running }]) => users === 0 && running === null);
    for (const [key] of unused.slice(0, Math.max(0, unused.length - keptUnused))) entries.delete(key);
  }

  return {
    at: <T>(key: string, loader?: Loader<T>) => entryOf(key, loader).state as ReadonlySignal<Resource<T>>,
    peek: (key) => entries.get(key)?.state.peek().data ?? null,
    use(key) {
      const entry = entryOf(key);
      entry.users += 1;
      if (entry.outdated && entry.running === null) void renew(key, entry);
      return () => {
        entry.users -= 1;
        if (entry.users > 0) return;
        clearTimeout(entry.timer);
        entry.outdated ||= entry.timer !== undefined;
        entry.timer = undefined;
        forgetUnused();
      };
    },
    async renew(key) {
      const entry = entryOf(key);
      entry.outdated = true;
      await renew(key, entry);
    },
    outdate(concerned) {
      for (const [key, entry] of entries) {
        if (!concerned(key)) continue;
        entry.outdated = true;
        if (entry.users > 0) renewSoon(key, entry);
      }
    },
    patch<T>(key: string, change: (data: T) => T) {
      const entry = entries.get(key);
      const before = entry?.state.peek();
      if (entry === undefined || before === undefined || before.data === null) return;
      entry.etag = null;
      entry.state.value = { ...before, data: change(before.data as T) };
    },
  };
}
