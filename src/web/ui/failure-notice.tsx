/** What to show where an answer could not be had. */
import type { Failure } from "../api/api.ts";
import { Notice } from "./notice.tsx";

interface Props {
  failure: Failure;
  /** Whether something older is shown below. */
  hasOlder: boolean;
  onRetry: () => void;
}

export function FailureNotice({ failure, hasOlder, onRetry }: Props) {
  return (
    <Notice
      tone={hasOlder ? "warning" : "error"}
      title={hasOlder ? "These numbers may be old" : "This cannot be shown right now"}
      action={
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      }
    >
      <p>{failure.message}</p>
    </Notice>
  );
}
