/** How fresh each source is. */
import type { SourceStatus } from "../../http/schemas/operations.ts";
import { formatCount } from "../format/number.ts";
import { Ago } from "../ui/ago.tsx";
import { HealthShape } from "../ui/health-shape.tsx";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";
import { heardAt, shapeOf } from "./source-freshness.ts";

export function SourcesPanel({ overview: { sources, config } }: { overview: OverviewAnswer }) {
  return (
    <section class="panel" aria-labelledby="sources">
      <h2 id="sources">Sources</h2>
      {sources.length === 0 && (
        <p class="soft small">
          None yet: <code>sources.yaml</code> names the Jira sites and Linear workspaces that report.
        </p>
      )}
      <ul class="sources">
        {sources.map((source) => (
          <li key={source.id}>
            <HealthShape health={shapeOf(source)} />
            <div>
              <span class="source-name">
                {source.id} <span class="soft small">{kindNames[source.kind] ?? source.kind}</span>
              </span>
              <p class="small soft">
                <Freshness source={source} />
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p class="small soft">
        Configuration: revision {config.revision}
        {config.acceptedAt !== null && (
          <>
            , read <Ago at={config.acceptedAt} />
          </>
        )}
      </p>
    </section>
  );
}

const kindNames: Readonly<Record<string, string>> = { jira: "Jira", linear: "Linear" };

function Freshness({ source }: { source: SourceStatus }) {
  const { stale, lastReconcile, refusedLastHour } = source;
  const heard = heardAt(source);
  return (
    <>
      <span class="dotted">
        {stale ? "Silent. " : ""}
        {heard === null ? (
          "Never heard from"
        ) : (
          <>
            Heard <Ago at={heard} />
          </>
        )}
      </span>
      {lastReconcile !== null && lastReconcile.error !== null && (
        <span class="dotted">last reconcile failed: {lastReconcile.error}</span>
      )}
      {refusedLastHour > 0 && (
        <span class="dotted">{formatCount(refusedLastHour, "delivery", "deliveries")} refused for the signature</span>
      )}
    </>
  );
}
