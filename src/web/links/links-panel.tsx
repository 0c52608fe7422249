/** Epics and issues that people have linked to a key result. */
import { useMemo, useRef } from "preact/hooks";
import type { LinkAnswer } from "../../http/schemas/statements.ts";
import { useMayWrite } from "../api/use-may-write.ts";
import { useResource } from "../api/use-resource.ts";
import { useApp } from "../app-context.ts";
import { Bones } from "../ui/bones.tsx";
import { LinkForm } from "./link-form.tsx";
import { LinkItem } from "./link-item.tsx";
import { linksPath } from "./links-path.ts";
import { useLinkForm, useRenewLinks } from "./use-link-form.ts";

interface Links {
  items: readonly LinkAnswer[];
}

export function LinksPanel({ keyResultId }: { keyResultId: string }) {
  const { announcements, resources } = useApp();
  const path = linksPath(keyResultId);
  const { data } = useResource<Links>(path);
  const mayWrite = useMayWrite();
  const { isOpen, open, form } = useLinkForm(keyResultId);
  const renewLinks = useRenewLinks(keyResultId);
  const button = useRef<HTMLButtonElement>(null);
  const linked = useMemo(() => new Set(data?.items.flatMap(({ ref }) => (ref === null ? [] : [ref]))), [data]);
  const forget = ({ id, issue, known }: LinkAnswer) => {
    announcements.confirm(`${known?.key ?? issue} is no longer linked.`);
    resources.patch<Links>(path, ({ items, ...rest }) => ({ ...rest, items: items.filter((each) => each.id !== id) }));
    button.current?.focus();
    renewLinks();
  };
  return (
    <section class="panel" aria-labelledby="links">
      <div class="panel-head">
        <h2 id="links">Linked epics and issues</h2>
        {mayWrite && (
          <button ref={button} type="button" class="button" onClick={open}>
            Link
          </button>
        )}
      </div>
      {mayWrite && isOpen && <LinkForm linked={linked} {...form} />}
      {data === null && <Bones heights={[32]} />}
      {data?.items.length === 0 && <p class="soft small">None. Rules, labels and fields decide what counts.</p>}
      <ul class="links">
        {data?.items.map((link) => (
          <LinkItem key={link.id} link={link} mayWrite={mayWrite} onUnlinked={() => forget(link)} />
        ))}
      </ul>
    </section>
  );
}
