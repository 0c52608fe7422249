/** The heading of a view: names the tab, and takes the focus when the view opens, so that it is read out. */
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../app-context.ts";

interface Props {
  title: string;
  /** Something else on the page says it to those who see. */
  unseen?: boolean;
}

export function ViewHeading({ title, unseen = false }: Props) {
  const { address } = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · okr-sync`;
  }, [title]);
  useEffect(() => {
    // On the first view the focus belongs to the browser.
    if (address.moves.peek() > 0 && address.url.peek().hash === "") heading.current?.focus({ preventScroll: true });
  }, [address]);
  return (
    <h1 ref={heading} tabIndex={-1} class={unseen ? "sr-only" : undefined}>
      {title}
    </h1>
  );
}
