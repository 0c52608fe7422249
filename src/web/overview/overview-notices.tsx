/** What to know before trusting the numbers: a configuration that was refused, a source that is silent. */
import { formatCount } from "../format/number.ts";
import { Ago } from "../ui/ago.tsx";
import { Notice } from "../ui/notice.tsx";
import type { OverviewAnswer } from "../../http/schemas/overview.ts";

/** Problems beyond these are in the log; the first ones are where to begin. */
const problemsShown = 5;

export function OverviewNotices({ overview: { config, sources } }: { overview: OverviewAnswer }) {
  const silent = sources.filter(({ stale }) => stale);
  return (
    <>
      {config.refused !== null && (
        <Notice tone="warning" title="A newer configuration was refused">
          <p>
            Revision {config.revision} stays in force. <Ago at={config.refused.at} />, okr-sync read:
          </p>
          <ul>
            {config.refused.problems.slice(0, problemsShown).map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          {config.refused.problems.length > problemsShown && (
            <p>and {formatCount(config.refused.problems.length - problemsShown, "problem")} more.</p>
          )}
        </Notice>
      )}
      {silent.length > 0 && (
        <Notice
          tone="stale"
          title={
            silent.length === 1 ? `${silent[0]!.id} is silent` : `${formatCount(silent.length, "source")} are silent`
          }
        >
          <p>
            What they feed is marked as stale: it may have moved on without okr-sync having heard of it. See the sources
            for when each was last heard.
          </p>
        </Notice>
      )}
    </>
  );
}
