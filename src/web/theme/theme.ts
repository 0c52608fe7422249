/** Dark or light: the system's, unless the viewer chose. */
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";

export type ThemeName = "light" | "dark";

export interface Theme {
  /** What is shown. */
  shown: ReadonlySignal<ThemeName>;
  /** The other one from now on, or the system's again where that is the other one. */
  toggle: () => void;
}

const storageKey = "okr-sync.theme";

export function createTheme(page: Window): Theme {
  const root = page.document.documentElement;
  const system = page.matchMedia("(prefers-color-scheme: dark)");
  const systems = signal<ThemeName>(system.matches ? "dark" : "light");
  const chosen = signal<ThemeName | null>(parse(root.dataset["theme"]));
  const shown = computed(() => chosen.value ?? systems.value);
  system.addEventListener("change", ({ matches }) => {
    systems.value = matches ? "dark" : "light";
  });
  effect(() => {
    if (chosen.value === null) delete root.dataset["theme"];
    else root.dataset["theme"] = chosen.value;
  });

  function keep(name: ThemeName | null) {
    chosen.value = name;
    try {
      if (name === null) page.localStorage.removeItem(storageKey);
      else page.localStorage.setItem(storageKey, name);
    } catch {
      // It lasts as long as the page does.
    }
  }

  return {
    shown,
    toggle() {
      const other = shown.peek() === "dark" ? "light" : "dark";
      keep(other === systems.peek() ? null : other);
    },
  };
}

function parse(text: string | undefined): ThemeName | null {
  return text === "dark" || text === "light" ? text : null;
}
