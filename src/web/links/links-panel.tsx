/** Epics and issues that people have linked to a key result. */
import type { LinkAnswer } from "../../http/schemas/statements.ts";
import { useResource } from "../api/use-resource.ts";
import { formatNumber } from "../format/number.ts";
import { Ago } from "../ui/ago.tsx";
import { Bones } from "../ui/bones.tsx";
import { OutsideLink } from "../ui/outside-link.tsx";

/** The address of a key result's links. */
export function linksPath(keyResultId: string): string {
  return `/api/v1/links?keyResult=${encodeURIComponent(keyResultId)}&limit=1000`;
}

export function LinksPanel({ keyResultId }: { keyResultId: string }) {
  const { data } = useResource<{ items: readonly LinkAnswer[] }>(linksPath(keyResultId));
  return (
    <section class="panel" aria-labelledby="links">
      <h2 id="links">Linked epics and issues</h2>
      {data === null && <Bones heights={[32]} />}
      {data?.items.length === 0 && <p class="soft small">None. Rules, labels and fields decide what counts.</p>}
      <ul class="links">
        {data?.items.map((link) => (
          <LinkItem key={link.id} link={link} />
        ))}
      </ul>
    </section>
  );
}

function LinkItem({ link: { issue, ref, weight, author, createdAt } }: { link: LinkAnswer }) {
  return (
    <li class="link">
      <p>
        <OutsideLink url={issue}>{issue}</OutsideLink>
      </p>
      <p class="small soft">
        {ref === null && <span class="dotted">not heard of yet</span>}
        {weight !== 1 && <span class="dotted">weight {formatNumber(weight)}</span>}
        {author !== null && <span class="dotted">{author}</span>}
        <span class="dotted">
          <Ago at={createdAt} />
        </span>
      </p>
    </li>
  );
}
