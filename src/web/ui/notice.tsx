/** Something that the reader should know before trusting the numbers below it. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

interface Props {
  tone: "info" | "warning" | "error" | "stale";
  title: string;
  children?: ComponentChildren;
  /** A button or a link. */
  action?: ComponentChildren;
}

export function Notice({ tone, title, children, action }: Props) {
  return (
    <div class="notice" data-tone={tone} role={tone === "error" ? "alert" : "status"}>
      <Icon name={tone === "stale" ? "unplugged" : "warning"} />
      <div class="notice-text">
        <b>{title}</b>
        {children}
      </div>
      {action}
    </div>
  );
}
