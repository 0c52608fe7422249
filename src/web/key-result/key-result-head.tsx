/** What the key result is, and what it is part of. */
import type { KeyResultAnswer } from "../../http/schemas/key-result.ts";
import type { ObjectiveAnswer } from "../../http/schemas/objective.ts";
import { useResource } from "../api/use-resource.ts";
import { measureText } from "../format/measure-text.ts";
import { formatNumber } from "../format/number.ts";
import { formatDays } from "../format/time.ts";
import { objectiveHref } from "../routing/route.ts";
import { HealthBadge } from "../ui/health-badge.tsx";
import { ViewHeading } from "../ui/view-heading.tsx";

export function KeyResultHead({ keyResult }: { keyResult: KeyResultAnswer }) {
  const { title, description, health, statedHealth, owner, weight, guardrail, measure, startsOn, due } = keyResult;
  const path = `/api/v1/objectives/${encodeURIComponent(keyResult.objectiveId)}`;
  const objective = useResource<ObjectiveAnswer>(path).data;
  const itsOwner = owner ?? objective?.owner ?? null;
  return (
    <header class="subject">
      <nav aria-label="Where this belongs" class="small">
        {objective === null ? (
          <span class="soft">{keyResult.objectiveId}</span>
        ) : (
          <>
            <a href={`/?period=${encodeURIComponent(objective.period)}`}>{objective.period}</a>
            <span class="soft"> / </span>
            <a href={objectiveHref(objective.id, objective.period)}>{objective.title}</a>
          </>
        )}
      </nav>
      <ViewHeading title={title} />
      {description !== null && <p>{description}</p>}
      <div class="subject-badges">
        <HealthBadge health={health} />
        {statedHealth !== null && <HealthBadge health={statedHealth} stated />}
        {guardrail && <span class="badge badge-plain">Guardrail</span>}
      </div>
      <p class="small soft">
        <span class="dotted">{measureText(measure)}</span>
        <span class="dotted">{formatDays(startsOn, due)}</span>
        {itsOwner !== null && <span class="dotted">{itsOwner}</span>}
        {weight !== 1 && <span class="dotted">weight {formatNumber(weight)}</span>}
      </p>
    </header>
  );
}
