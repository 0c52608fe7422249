/** What people have said about a key result. */
import type { z } from "zod";
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { CheckInAnswer } from "../../http/schemas/statements.ts";
import { useMayWrite } from "../api/use-may-write.ts";
import { useResource } from "../api/use-resource.ts";
import { formatNumber } from "../format/number.ts";
import { formatPercent } from "../format/percent.ts";
import { Ago } from "../ui/ago.tsx";
import { Bones } from "../ui/bones.tsx";
import { HealthBadge } from "../ui/health-badge.tsx";
import { CheckInForm } from "./check-in-form.tsx";
import { checkInsPath } from "./check-ins-path.ts";
import { useCheckIn } from "./use-check-in.ts";

type CheckIn = z.infer<typeof CheckInAnswer>;

export function CheckInsPanel({ keyResult }: { keyResult: KeyResultAnswer }) {
  const { data } = useResource<{ items: readonly CheckIn[] }>(checkInsPath(keyResult.id));
  const mayWrite = useMayWrite();
  const { isOpen, open, form } = useCheckIn(keyResult);
  return (
    <section class="panel" aria-labelledby="check-ins">
      <div class="panel-head">
        <h2 id="check-ins">Check-ins</h2>
        {mayWrite && (
          <button type="button" class="button" onClick={open}>
            Check in
          </button>
        )}
      </div>
      {mayWrite && isOpen && <CheckInForm keyResult={keyResult} {...form} />}
      {data === null && <Bones heights={[48, 48]} />}
      {data?.items.length === 0 && <p class="soft small">Nobody has checked in yet.</p>}
      <ul class="check-ins">
        {data?.items.map((checkIn) => (
          <CheckInItem key={checkIn.id} checkIn={checkIn} unit={keyResult.unit ?? keyResult.measure.unit ?? null} />
        ))}
      </ul>
    </section>
  );
}

function CheckInItem({ checkIn, unit }: { checkIn: CheckIn; unit: string | null }) {
  const { value, confidence, health, note, author, at } = checkIn;
  return (
    <li class="check-in">
      <p class="check-in-figures number">
        {value !== null && <b>{formatNumber(value, unit)}</b>}
        {confidence !== null && <span class="soft">{formatPercent(confidence)} confident</span>}
        {health !== null && <HealthBadge health={health} stated />}
      </p>
      {note !== null && <p class="check-in-note">{note}</p>}
      <p class="small soft">
        {author !== null && <span class="dotted">{author}</span>}
        <span class="dotted">
          <Ago at={at} />
        </span>
      </p>
    </li>
  );
}
