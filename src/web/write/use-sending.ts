/** One write at a time. */
import { useRef, useState } from "preact/hooks";
import type { Answer, Failure } from "../api/api.ts";

export interface Sending {
  isSending: boolean;
  /** Does nothing while a write is under way: a second click must not write twice. */
  send: <T>(write: () => Promise<Answer<T>>, onDone: (data: T) => void, onFailed: (failure: Failure) => void) => void;
}

export function useSending(): Sending {
  const [isSending, setSending] = useState(false);
  // State is seen by the next drawing only; two clicks may come before it.
  const isBusy = useRef(false);
  async function run<T>(write: () => Promise<Answer<T>>, onDone: (data: T) => void, onFailed: (why: Failure) => void) {
    if (isBusy.current) return;
    isBusy.current = true;
    setSending(true);
    const answer = await write();
    isBusy.current = false;
    setSending(false);
    if (answer.ok) onDone(answer.data);
    else onFailed(answer.failure);
  }
  return { isSending, send: (write, onDone, onFailed) => void run(write, onDone, onFailed) };
}
