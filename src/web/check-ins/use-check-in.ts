/** The check-in form of a key result: what stands in it while it is open and after, and what the page does once it is sent. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import { useApp } from "../app-context.ts";
import { keyResultPath } from "../live/live-updates.ts";
import { type CheckInDraft, emptyCheckIn } from "./check-in-draft.ts";
import { checkInsPath } from "./check-ins-path.ts";

export function useCheckIn({ id, title }: KeyResultAnswer) {
  const { announcements, drafts, resources } = useApp();
  const draft = drafts.of<CheckInDraft>(`check-in ${id}`, emptyCheckIn);
  const { isOpen, values } = draft.value;
  return {
    isOpen,
    open: () => {
      draft.value = { isOpen: true, values };
    },
    form: {
      values,
      onChange(changed: CheckInDraft) {
        draft.value = { isOpen: true, values: changed };
      },
      onClose(isKept: boolean) {
        draft.value = { isOpen: false, values: isKept ? values : emptyCheckIn };
      },
      onDone() {
        draft.value = { isOpen: false, values: emptyCheckIn };
        announcements.confirm(`Checked in: ${title}.`);
        // The number itself follows with the roll-up, whose event comes to all who look.
        void resources.renew(checkInsPath(id));
        void resources.renew(keyResultPath(id));
      },
    },
  };
}
