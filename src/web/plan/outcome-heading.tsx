/** The heading of what came of a candidate; takes the focus when it comes, so that it is read out. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function OutcomeHeading({ children }: { children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 id="outcome" ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
