/** The report's style: no font or picture from elsewhere, light and dark as the reader's system is, from 360 pixels up. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfbfa; --card: #ffffff; --ink: #1c2024; --faint: #667079; --line: #dfe3e6; --grid: #eceff1;
  --table: #1f8f83; --static: #e0a018; --error: #c92a4b; --initial: #6aa9e9; --draining: #8a7bd8; --failure: #5b6470; --window: #1c20240a; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171a; --card: #1b1f23; --ink: #e8eaec; --faint: #98a2ab; --line: #333a41; --grid: #272d33;
  --table: #35b5a6; --static: #f0b73d; --error: #f0607c; --initial: #5b9ae0; --draining: #a194ef; --failure: #96a0aa; --window: #ffffff0d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 28px 20px 48px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 17px; margin: 36px 0 10px; }
p { margin: 6px 0; } .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } .faint { color: var(--faint); } .small { font-size: 13px; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: flex-start; justify-content: space-between; }
.badge { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: 13px; font-weight: 600; white-space: nowrap; color: #fff; background: var(--faint); }
.badge.as-designed { background: #17766c; } .badge.not-as-designed { background: #b81f40; } .badge.inconclusive { background: #8a6410; }
header .badge { font-size: 16px; padding: 4px 16px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin: 20px 0 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.tiles b { display: block; font-size: 21px; font-weight: 650; font-variant-numeric: tabular-nums; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 12px; padding: 0; list-style: none; font-size: 13px; color: var(--faint); }
.legend i { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
svg { display: block; max-width: 100%; height: auto; font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
svg.narrow, .narrow { display: none; }
svg text { fill: var(--ink); } svg .axis, svg .caption { fill: var(--faint); font-size: 11px; } svg .label { font-size: 12px; font-variant-numeric: tabular-nums; }
.end { text-anchor: end; } .middle, .chip-text { text-anchor: middle; }
.grid { stroke: var(--grid); } .tick, .border { stroke: var(--line); } .border { stroke-dasharray: 3 3; stroke: var(--faint); opacity: .55; } .window { fill: var(--window); }
.table { fill: var(--table); background: var(--table); } .static { fill: var(--static); background: var(--static); } .error { fill: var(--error); background: var(--error); }
.healthy { fill: var(--table); background: var(--table); } .unhealthy { fill: var(--error); background: var(--error); } .initial { fill: var(--initial); background: var(--initial); }
.draining { fill: var(--draining); background: var(--draining); } .unused { fill: var(--line); background: var(--line); } .failure { fill: var(--failure); background: var(--failure); }
.p50, .p95 { fill: none; stroke-width: 1.5; stroke: var(--ink); stroke-linejoin: round; } .p95 { stroke: var(--faint); stroke-width: 1; stroke-dasharray: 3 2; }
.chip { fill: var(--faint); } .chip.as-designed { fill: #17766c; } .chip.not-as-designed { fill: #b81f40; } .chip.inconclusive { fill: #8a6410; } svg .chip-text { fill: #fff; font-size: 11px; font-weight: 700; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--faint); font-size: 12.5px; vertical-align: bottom; } th, td { padding: 8px 10px 8px 0; border-bottom: 1px solid var(--line); }
td { vertical-align: top; } tr:last-child > td { border-bottom: 0; } td small { color: var(--faint); font-size: 12px; }
.verdicts td { padding-right: 22px; white-space: nowrap; } .verdicts td.promise { min-width: 220px; white-space: normal; }
.mix { display: flex; height: 8px; width: 96px; border-radius: 4px; overflow: hidden; background: var(--grid); margin: 7px 0 4px; } .mix i { display: block; }
details { border-top: 1px solid var(--line); padding: 10px 0; } details:first-child { border-top: 0; } summary { cursor: pointer; display: list-item; } summary .badge { margin-left: 8px; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 4px 32px; margin-top: 6px; } .columns table { font-size: 13px; } .columns td, .columns th { padding: 4px 10px 4px 0; overflow-wrap: break-word; } .columns .id { white-space: nowrap; }
td:first-child:has(.mark) { width: 26px; }
.mark { display: inline-block; width: 18px; height: 18px; border-radius: 50%; color: #fff; background: #8a6410; text-align: center; font: 700 12px/18px system-ui, sans-serif; } .mark.as-designed { background: #17766c; } .mark.not-as-designed { background: #b81f40; }
h3 { font-size: 13px; margin: 14px 0 2px; color: var(--faint); }
@media (max-width: 900px) {
  main { padding: 20px 14px 40px; } svg.wide, .wide { display: none; } svg.narrow, .narrow { display: block; }
  .verdicts thead { display: none; } .verdicts tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 16px; padding: 14px 0; border-bottom: 1px solid var(--line); } .verdicts tr:last-child { border-bottom: 0; }
  .verdicts td { display: block; border: 0; padding: 0; } .verdicts td::before { content: attr(data-label); color: var(--faint); font-size: 12px; display: block; } .verdicts td.promise { grid-column: 1 / -1; } .verdicts td.promise::before { content: none; }
}
@media print { .card, .tiles li { break-inside: avoid; } }
`
