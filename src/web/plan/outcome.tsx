/** What came of a candidate. */
import { refusalMarkdown } from "../../domain/plan-markdown.ts";
import type { Failure } from "../api/api.ts";
import { Bones } from "../ui/bones.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Candidate } from "./candidate.ts";
import { MarkdownButtons } from "./markdown-buttons.tsx";
import { OutcomeHeading } from "./outcome-heading.tsx";
import type { PlanState } from "./plan-state.ts";
import { Planned } from "./planned.tsx";
import { ProblemList } from "./problem-list.tsx";

interface Props {
  state: PlanState;
  onCancel: () => void;
  onRetry: (candidate: Candidate) => void;
}

export function Outcome({ state, onCancel, onRetry }: Props) {
  switch (state.step) {
    case "idle":
      return null;
    case "unreadable":
      return (
        <Notice tone="error" title="These files cannot be planned with">
          <p>{state.message}</p>
        </Notice>
      );
    case "working":
      return <Working candidate={state.candidate} onCancel={onCancel} />;
    case "failed":
      return <Failed {...state} onRetry={() => onRetry(state.candidate)} />;
    case "planned":
      return <Planned candidate={state.candidate} plan={state.plan} />;
  }
}

function Working({ candidate, onCancel }: { candidate: Candidate; onCancel: () => void }) {
  return (
    <section class="panel plan-working" aria-label="Being planned">
      <p>
        Matching everything stored under <b>{candidate.title}</b>.{" "}
        <button type="button" class="button button-quiet" onClick={onCancel}>
          Cancel
        </button>
      </p>
      <Bones heights={[40, 120]} />
    </section>
  );
}

function Failed({ candidate, failure, onRetry }: { candidate: Candidate; failure: Failure; onRetry: () => void }) {
  if (failure.code === "CONFIG_REFUSED") return <Refused candidate={candidate} message={failure.message} />;
  const { title, words } = explained(failure);
  return (
    <Notice
      tone="error"
      title={title}
      action={
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      }
    >
      <p>{words}</p>
    </Notice>
  );
}

function explained({ code, message }: Failure): { title: string; words: string } {
  if (code === "FORBIDDEN") {
    return {
      title: "Your access token may not plan",
      words: `The service says: ${message}. Sign out, and come back with another token.`,
    };
  }
  if (code === "UNREACHABLE") {
    return {
      title: "The service did not answer",
      words: "It cannot be reached, or took too long. Nothing was changed.",
    };
  }
  return { title: "This cannot be planned right now", words: message };
}

/** The first line of the message is about all of it; each other one is a problem. */
function Refused({ candidate, message }: { candidate: Candidate; message: string }) {
  const [, ...problems] = message.split("\n");
  return (
    <section class="panel plan-refused" aria-labelledby="outcome">
      <OutcomeHeading>
        Refused: {problems.length === 1 ? "1 problem" : `${problems.length} problems`} in {candidate.title}
      </OutcomeHeading>
      <p class="soft small">This configuration would not be taken. The one in force stays in force.</p>
      <ProblemList problems={problems} files={candidate.files} />
      <MarkdownButtons text={() => refusalMarkdown(problems)} />
    </section>
  );
}
