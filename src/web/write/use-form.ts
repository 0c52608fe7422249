/** A form that writes: once at a time, with its problems beside its fields and the focus on the first of them. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "../api/api.ts";
import { useSending } from "./use-sending.ts";
import { noProblems, type WriteProblems, writeProblems } from "./write-problems.ts";

export interface UsedForm {
  form: RefObject<HTMLFormElement | null>;
  isSending: boolean;
  problems: WriteProblems;
  /** Shows what keeps it from being sent. */
  refuse: (problems: WriteProblems) => void;
  send: <T>(write: () => Promise<Answer<T>>, onDone: (data: T) => void) => void;
}

/** `shown`: the keys of the request that have a field. */
export function useForm(shown: readonly string[]): UsedForm {
  const form = useRef<HTMLFormElement>(null);
  const { isSending, send } = useSending();
  const [problems, setProblems] = useState(noProblems);
  useLayoutEffect(() => {
    if (problems.fields.size > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);
  return {
    form,
    isSending,
    problems,
    refuse: setProblems,
    send(write, onDone) {
      setProblems(noProblems);
      send(write, onDone, (failure) => setProblems(writeProblems(failure, shown)));
    },
  };
}
