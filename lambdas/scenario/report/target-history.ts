import type { Look } from '../judging/sample.ts'
import { type Band, bandsOf } from './bands.ts'
import { type Markup, markup } from './markup.ts'
import { clock } from './time-axis.ts'

/** What the bands of the timeline show, in words, for whoever reads the page without seeing it. */
export function targetHistory(looks: readonly Look[]): Markup | undefined {
  const [first] = looks
  const last = looks.at(-1)
  if (!first || !last) return undefined
  const since = (time: number) => clock((time - first.at) / 1_000)
  const told = ({ from, until, state, reason }: Band) =>
    markup`<li>${since(from)} to ${since(until)}: ${state}${reason && ` (${reason})`}</li>`
  const rows = bandsOf(looks, last.at).map(
    ({ id, zone, bands }) =>
      markup`<tr><th scope="row" class="id">${id}</th><td class="id">${zone}</td><td><ul>${bands.map(told)}</ul></td></tr>`,
  )
  return markup`<details><summary>What each target did, in words</summary><table><thead><tr><th scope="col">Target</th><th scope="col">Zone</th><th scope="col">Minutes since the first look: state</th></tr></thead><tbody>${rows}</tbody></table></details>`
}
