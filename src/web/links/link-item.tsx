/** A link, and for those who may the way to take it back. */
import type { LinkAnswer } from "../../http/schemas/statements.ts";
import { formatNumber } from "../format/number.ts";
import { Ago } from "../ui/ago.tsx";
import { OutsideLink } from "../ui/outside-link.tsx";
import { Unlink } from "./unlink.tsx";

interface Props {
  link: LinkAnswer;
  mayWrite: boolean;
  onUnlinked: () => void;
}

export function LinkItem({ link, mayWrite, onUnlinked }: Props) {
  const { issue, known, weight, author, createdAt } = link;
  return (
    <li class="link">
      <p>
        <OutsideLink url={known?.url ?? issue}>{known?.key ?? issue}</OutsideLink> {known?.title}
      </p>
      <p class="small soft">
        {known === null && <span class="dotted">not heard of yet</span>}
        {weight !== 1 && <span class="dotted">weight {formatNumber(weight)}</span>}
        {author !== null && <span class="dotted">{author}</span>}
        <span class="dotted">
          <Ago at={createdAt} />
        </span>
      </p>
      {mayWrite && <Unlink link={link} onUnlinked={onUnlinked} />}
    </li>
  );
}
