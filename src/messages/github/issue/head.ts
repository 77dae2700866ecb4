import type { Flow, Trouble } from '../../../release/lifecycle/state.ts'
import { asSentence } from '../../../release/lifecycle/wording.ts'
import { PHASE_IDS, PHASES, type PhaseId } from '../../../release/process/phases.ts'
import { type Opened, ownNumbers } from '../../release/parts.ts'
import { mending, standing } from '../../release/standing.ts'
import { minute } from '../../release/wording.ts'
import { blocks } from '../fit.ts'
import { prose } from '../inline.ts'
import { withLinks } from '../links.ts'
import type { Drawing } from './picks.ts'

/** What a release waits for and who can do what next; where it is; and what is in its way. */
export function headBlock(release: Opened, { webUrl }: Pick<Drawing, 'webUrl'>): string {
  return blocks(statusLine(release, webUrl), phaseLine(release), ...alerts(release))
}

/** In bold what it waits for, then what to do. */
export function statusLine(release: Opened, webUrl: string): string {
  const { waits, next } = standing(release)
  return withLinks(`**${prose(waits)}** ${prose(next)}`, ownNumbers(release), webUrl)
}

/** The five phases, those behind it ticked, the one that it is in marked. */
export function phaseLine(release: Opened): string {
  if (release.status === 'aborted') return ''
  const at =
    release.status === 'published'
      ? PHASE_IDS.indexOf('release-preparation') + 1
      : PHASE_IDS.indexOf(release.place.phase)
  const isOver = release.status === 'published'
  return PHASE_IDS.map((id, index) =>
    phaseText(id, { isBehind: index < at, isHere: index === at && !isOver }),
  ).join(' · ')
}

function phaseText(id: PhaseId, { isBehind, isHere }: { isBehind: boolean; isHere: boolean }): string {
  const { name } = PHASES[id]
  if (isHere) return `**▸ ${name}**`
  return isBehind ? `✓ ${name}` : name
}

/** What holds a release up. A line of an alert is never the first of a paragraph of ours. */
export function alerts(release: Opened): string[] {
  const { flow, trouble } = release.ledger
  if (release.status === 'aborted') return [alert('CAUTION', `Aborted: ${asSentence(release.because)}`)]
  if (release.status === 'published') return []
  return [...heldAlert(flow), ...failedAlert(trouble, flow)]
}

function heldAlert(flow: Flow): string[] {
  if (flow.kind === 'going') return []
  const who = flow.by ? ` by ${flow.by.login}` : ''
  return [alert('WARNING', `Held${who} since ${minute(flow.at)}: ${asSentence(flow.because)}`)]
}

/** What to do about it leads the issue already, unless the release is held besides. */
function failedAlert(trouble: Trouble, flow: Flow): string[] {
  if (trouble.kind === 'none') return []
  const next = flow.kind === 'held' ? ` ${mending(trouble)}` : ''
  return [alert('WARNING', `The step \`${trouble.step}\` failed: ${asSentence(trouble.what)}${next}`)]
}

function alert(kind: 'WARNING' | 'CAUTION', sentence: string): string {
  return `> [!${kind}]\n> ${prose(sentence)}`
}
