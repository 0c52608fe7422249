/** The end of a form: what went wrong, and its buttons. */
import { Notice } from "./notice.tsx";

interface Props {
  /** Of the button that sends. */
  words: string;
  isSending: boolean;
  problem: string | null;
  onCancel: () => void;
}

export function FormEnd({ words, isSending, problem, onCancel }: Props) {
  return (
    <footer class="form-end">
      {problem !== null && <Notice tone="error" title={problem} />}
      <button type="button" class="button" aria-disabled={isSending} onClick={() => !isSending && onCancel()}>
        Cancel
      </button>
      <button type="submit" class="button button-main" aria-disabled={isSending}>
        {isSending ? "Sending …" : words}
      </button>
    </footer>
  );
}
