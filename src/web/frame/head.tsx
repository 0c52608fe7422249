/** The bar at the top: where one is, where one can go, and whether the numbers are live. */
import { useApp } from "../app-context.ts";
import { reportHref } from "../routing/route.ts";
import { Icon } from "../ui/icon.tsx";
import { ConnectionLight } from "./connection-light.tsx";

export function Head() {
  const { address, access, drafts, theme } = useApp();
  const { view } = address.route.value;
  const period = address.url.value.searchParams.get("period");
  const other = theme.shown.value === "dark" ? "light" : "dark";
  const signOut = () => {
    drafts.clear();
    access.signOut();
  };
  const current = (name: string) => (view === name ? "page" : undefined);
  return (
    <header class="head">
      <div class="head-row">
        <a class="brand" href="/">
          <Mark />
          <span>okr-sync</span>
        </a>
        <nav class="menu" aria-label="Views">
          <a href="/" aria-current={current("overview")}>
            Overview
          </a>
          <a href={reportHref(period)} aria-current={current("report")}>
            Report
          </a>
          <a href="/plan" aria-current={current("plan")}>
            Plan
          </a>
        </nav>
        <div class="head-end">
          <ConnectionLight />
          <button
            type="button"
            class="button button-icon"
            title={`Use the ${other} theme`}
            aria-label={`Use the ${other} theme`}
            onClick={theme.toggle}
          >
            <Icon name={other === "light" ? "sun" : "moon"} />
          </button>
          {access.token.value !== null && (
            <button type="button" class="button button-quiet" onClick={signOut}>
              Sign out
            </button>
          )}
        </div>
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke-width="2.8" stroke-linecap="round">
      <path d="M3.5 16.5a8.7 8.7 0 0 1 17 0" stroke="var(--track)" />
      <path d="M3.5 16.5A8.7 8.7 0 0 1 16.6 9.1" stroke="var(--accent)" />
      <circle cx="12" cy="17" r="2.3" fill="var(--ink)" />
    </svg>
  );
}
