/** Addresses of the page's views, read and written. */

export type Route =
  | { view: "overview" }
  | { view: "keyResult"; id: string }
  | { view: "plan" }
  /** The overview for a screen that nobody touches. */
  | { view: "wall" }
  /** Of the present period without an id. */
  | { view: "report"; period: string | null }
  | { view: "unknown" };

/** The view at a path, such as `/key-results/platform-complete`. */
export function routeOf(path: string): Route {
  const [first = "", second = "", ...rest] = path.split("/").slice(1).map(decode);
  if (rest.length > 0) return { view: "unknown" };
  if (first === "" && second === "") return { view: "overview" };
  if (first === "plan" && second === "") return { view: "plan" };
  if (first === "wall" && second === "") return { view: "wall" };
  if (first === "key-results" && second !== "") return { view: "keyResult", id: second };
  if (first === "reports") return { view: "report", period: second === "" ? null : second };
  return { view: "unknown" };
}

export function keyResultHref(id: string): string {
  return `/key-results/${encodeURIComponent(id)}`;
}

export function reportHref(period: string | null): string {
  return period === null ? "/reports" : `/reports/${encodeURIComponent(period)}`;
}

/** The wall screen, with the filter of the overview that one looks at. */
export function wallHref(query: URLSearchParams): string {
  return withQuery("/wall", query);
}

/** The overview, with the filter of the wall screen that one looks at. */
export function overviewHref(query: URLSearchParams): string {
  return withQuery("/", query);
}

function withQuery(path: string, query: URLSearchParams): string {
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The overview, at one of its objectives. */
export function objectiveHref(id: string, period: string): string {
  return `/?period=${encodeURIComponent(period)}#${encodeURIComponent(id)}`;
}

/** What nobody encoded so stays as it is. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
