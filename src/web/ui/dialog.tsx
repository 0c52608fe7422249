/** A dialog in front of the page. The browser keeps the focus in it, and gives it back when it closes. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface Props {
  title: string;
  /** It cannot be closed while something is under way. */
  isBusy: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, isBusy, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    if (!isBusy) onClose();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={heading} onCancel={cancel}>
      <header class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" class="button button-icon" aria-label="Close" title="Close" onClick={cancel}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
