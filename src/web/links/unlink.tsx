/** Takes a link back, once somebody has said so twice: it moves the number for everybody. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { LinkAnswer } from "../../http/schemas/statements.ts";
import type { Failure } from "../api/api.ts";
import { useApp } from "../app-context.ts";
import { useSending } from "../write/use-sending.ts";
import { writeProblems } from "../write/write-problems.ts";

interface Props {
  link: LinkAnswer;
  onUnlinked: () => void;
}

export function Unlink({ link: { id, issue, known }, onUnlinked }: Props) {
  const { api } = useApp();
  const { isSending, send } = useSending();
  const [step, setStep] = useState<"offered" | "asked" | "kept">("offered");
  const [problem, setProblem] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // The focus goes where the button went that had it.
  useLayoutEffect(() => {
    if (step !== "offered") button.current?.focus();
  }, [step]);
  const name = known?.key ?? issue;
  const fail = (failure: Failure) => {
    // Somebody else was quicker: what was wanted is so.
    if (failure.code === "LINK_UNKNOWN") onUnlinked();
    else setProblem(writeProblems(failure).general ?? failure.message);
  };
  const keep = () => {
    if (isSending) return;
    setProblem(null);
    setStep("kept");
  };
  if (step !== "asked") {
    return (
      <button ref={button} type="button" class="button button-quiet unlink" onClick={() => setStep("asked")}>
        <span>
          Unlink<span class="sr-only"> {name}</span>
        </span>
      </button>
    );
  }
  return (
    <div
      class="unlink-question"
      role="group"
      aria-label={`Unlink ${name}?`}
      onKeyDown={({ key }) => key === "Escape" && keep()}
    >
      <p class="small">Its issues stop counting by this link.</p>
      <button
        ref={button}
        type="button"
        class="button"
        aria-disabled={isSending}
        onClick={() => send(() => api.write("DELETE", `/api/v1/links/${encodeURIComponent(id)}`), onUnlinked, fail)}
      >
        {isSending ? "Unlinking …" : "Unlink"}
      </button>
      <button type="button" class="button button-quiet" onClick={keep}>
        Keep it
      </button>
      {problem !== null && (
        <p class="small form-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
