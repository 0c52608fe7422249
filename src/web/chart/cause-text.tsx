/** What moved a number, in words. */
import type { HistoryAnswer } from "../../http/schemas/ledger.ts";
import { OutsideLink } from "../ui/outside-link.tsx";

type Cause = HistoryAnswer["points"][number]["cause"];

const words: Readonly<Record<Cause["kind"], string>> = {
  delivery: "an issue",
  check_in: "a check-in",
  link: "a link",
  config: "the configuration",
  date: "the date",
  reconcile: "a reconcile",
  history: "the tracker’s history",
};

export function CauseText({ cause, linked = false }: { cause: Cause; linked?: boolean }) {
  const { kind, issueKey, issueTitle, url } = cause;
  if (issueKey === undefined || issueKey === null) return <>{words[kind]}</>;
  return (
    <>
      {linked ? <OutsideLink url={url ?? null}>{issueKey}</OutsideLink> : issueKey} {issueTitle}
    </>
  );
}
