/** How the page of a review looks: on screens of any width, light and dark, and on paper. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #5b6470; --line: #d5dae0; --paper: #fff; --fill: #2f6fde; --rail: #e6eaef; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --faint: #a3adb8; --line: #3a424c; --paper: #14171b; --fill: #6ea0ff; --rail: #2a3038; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0; }
.faint { color: var(--faint); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--faint); white-space: nowrap; }
td { min-width: 6.5rem; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .125rem 1rem; margin: .5rem 0; }
dt { color: var(--faint); }
dd { margin: 0; }
ul { margin: 0; padding-left: 1.25rem; }
svg { display: block; width: 8rem; max-width: 100%; height: .5rem; margin-top: .375rem; }
.trend { width: 16rem; height: 2.5rem; overflow: visible; border-bottom: 1px solid var(--line); }
.trend path { fill: none; stroke: var(--fill); stroke-width: 2; vector-effect: non-scaling-stroke; }
.rail { fill: var(--rail); }
.fill { fill: var(--fill); }
a { color: inherit; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .375rem; } }
@media print { body { padding: 0; max-width: none; } h2, h3 { break-after: avoid; } tr, dl { break-inside: avoid; } .fill { fill: #000; } .trend path { stroke: #000; } }
`;
