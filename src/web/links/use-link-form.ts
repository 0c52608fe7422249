/** The link form of a key result: what stands in it while it is open and after, and what the page does once it is sent. */
import { useApp } from "../app-context.ts";
import { keyResultPath } from "../live/live-updates.ts";
import { emptyLink, type LinkDraft } from "./link-form.tsx";
import { linksPath } from "./links-path.ts";

export function useLinkForm(keyResultId: string) {
  const { announcements, drafts } = useApp();
  const renewLinks = useRenewLinks(keyResultId);
  const draft = drafts.of<LinkDraft>(`link ${keyResultId}`, emptyLink);
  const { isOpen, values } = draft.value;
  return {
    isOpen,
    open: () => {
      draft.value = { isOpen: true, values };
    },
    form: {
      keyResultId,
      values,
      onChange(changed: LinkDraft) {
        draft.value = { isOpen: true, values: changed };
      },
      onClose(isKept: boolean) {
        draft.value = { isOpen: false, values: isKept ? values : emptyLink };
      },
      onDone() {
        draft.value = { isOpen: false, values: emptyLink };
        if (values.chosen !== null) announcements.confirm(`${values.chosen.name} is linked.`);
        renewLinks();
      },
    },
  };
}

/** Asks for the links now, and for what they make of the key result soon: the service matches first. */
export function useRenewLinks(keyResultId: string): () => void {
  const { resources } = useApp();
  return () => {
    void resources.renew(linksPath(keyResultId));
    resources.outdate((key) => key.startsWith(keyResultPath(keyResultId)));
  };
}
