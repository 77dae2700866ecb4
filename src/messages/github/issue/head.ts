import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { alertsOf } from '../../release/alerts.ts'
import { ownNumbers } from '../../release/parts.ts'
import { type PhaseSeen, phasesOf } from '../../release/phases.ts'
import { standing } from '../../release/standing.ts'
import { blocks } from '../fit.ts'
import { prose } from '../inline.ts'
import { withLinks } from '../links.ts'
import type { Drawing } from './picks.ts'

/** What a release waits for and who can do what next; where it is; and what is in its way. */
export function headBlock(release: OpenedRelease, { webUrl }: Pick<Drawing, 'webUrl'>): string {
  return blocks(statusLine(release, webUrl), phaseLine(release), ...alerts(release))
}

/** In bold what it waits for, then what to do. */
export function statusLine(release: OpenedRelease, webUrl: string): string {
  const { waits, next } = standing(release)
  return withLinks(`**${prose(waits)}** ${prose(next)}`, ownNumbers(release), webUrl)
}

/** The five phases, those behind it ticked, the one that it is in marked. */
export function phaseLine(release: OpenedRelease): string {
  return phasesOf(release).map(phaseText).join(' · ')
}

function phaseText({ name, is }: PhaseSeen): string {
  if (is === 'here') return `**▸ ${name}**`
  return is === 'behind' ? `✓ ${name}` : name
}

/** What holds a release up. A line of an alert is never the first of a paragraph of ours. */
export function alerts(release: OpenedRelease): string[] {
  return alertsOf(release).map(({ kind, sentence }) =>
    alert(kind === 'ended' ? 'CAUTION' : 'WARNING', sentence),
  )
}

function alert(kind: 'WARNING' | 'CAUTION', sentence: string): string {
  return `> [!${kind}]\n> ${prose(sentence)}`
}
