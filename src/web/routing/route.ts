/** Addresses of the page's views, read and written. */

export type Route =
  | { view: "overview" }
  | { view: "keyResult"; id: string }
  | { view: "plan" }
  /** Of the present period without an id. */
  | { view: "report"; period: string | null }
  | { view: "unknown" };

/** The view at a path, such as `/key-results/platform-complete`. */
export function routeOf(path: string): Route {
  const [first = "", second = "", ...rest] = path.split("/").slice(1).map(decode);
  if (rest.length > 0) return { view: "unknown" };
  if (first === "" && second === "") return { view: "overview" };
  if (first === "plan" && second === "") return { view: "plan" };
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
