/** The register of sources: the one place that knows which trackers there are. */
import { codedError } from "../errors.ts";
import { jira } from "./jira/index.ts";
import { linear } from "./linear/index.ts";
import type { Source } from "./source.ts";

const sources: ReadonlyMap<string, Source> = new Map([jira, linear].map((source) => [source.kind, source]));

/** The adapter of a kind of source; throws SOURCE_UNKNOWN for a kind that has none. */
export function sourceOf(kind: string): Source {
  const source = sources.get(kind);
  if (source === undefined) throw codedError("SOURCE_UNKNOWN", `No source of kind ${JSON.stringify(kind)}.`);
  return source;
}
