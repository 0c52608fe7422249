/** How fresh the sources are, whether the configuration is the newest, and which page this is. */
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { heardAt, shapeOf } from "../overview/source-freshness.ts";
import { Ago } from "../ui/ago.tsx";
import { HealthShape } from "../ui/health-shape.tsx";

/** Silent ones come first, so that they are among them. */
const shownAtMost = 4;

interface Props {
  overview: OverviewAnswer;
  page: number;
  pages: number;
}

export function WallFoot({ overview: { sources, config }, page, pages }: Props) {
  const byNeed = sources.toSorted((a, b) => Number(b.stale) - Number(a.stale));
  const hidden = sources.length - shownAtMost;
  return (
    <footer class="wall-foot small">
      <ul class="wall-sources">
        {byNeed.slice(0, shownAtMost).map((source) => {
          const heard = heardAt(source);
          const health = shapeOf(source);
          return (
            <li key={source.id} data-health={health}>
              <HealthShape health={health} /> {source.id}{" "}
              <span class="soft">
                {source.stale && "silent, "}
                {heard === null ? "never heard from" : <Ago at={heard} short />}
              </span>
            </li>
          );
        })}
        {hidden > 0 && <li class="soft">and {hidden} more</li>}
        {config.refused !== null && (
          <li data-health="at_risk">
            <HealthShape health="at_risk" /> A newer configuration was refused
          </li>
        )}
      </ul>
      {pages > 1 && (
        <p class="number soft">
          {page + 1} of {pages}
        </p>
      )}
    </footer>
  );
}
