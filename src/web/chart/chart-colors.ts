/** The theme's colours for a canvas, which knows nothing of custom properties. */

const names = ["ink", "ink-soft", "line", "card", "accent", "at-risk", "track"] as const;

export type ChartColors = Readonly<Record<(typeof names)[number], string>>;

/** As they are where the element stands, in the theme that is shown now. */
export function chartColors(element: HTMLElement): ChartColors {
  const probe = element.ownerDocument.createElement("i");
  element.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = Object.fromEntries(names.map((name) => [name, read(name)])) as ChartColors;
  probe.remove();
  return colors;
}
