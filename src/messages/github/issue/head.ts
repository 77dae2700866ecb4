import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { listAlerts } from '../../release/alerts.ts'
import { describeStatus } from '../../release/describe-status.ts'
import { listOwnNumbers } from '../../release/opened-release.ts'
import { listPhases, type PhaseView } from '../../release/phases.ts'
import { joinBlocks } from '../markdown/fit.ts'
import { formatProse } from '../markdown/inline.ts'
import { insertLinks } from '../markdown/links.ts'
import type { Drawing } from './picks.ts'

/** What a release waits for and who can do what next; where it is; and what is in its way. */
export function renderHead(release: OpenedRelease, { webUrl }: Pick<Drawing, 'webUrl'>): string {
  return joinBlocks(renderStatusLine(release, webUrl), renderPhaseLine(release), ...renderAlerts(release))
}

/** In bold what it waits for, then what to do. */
export function renderStatusLine(release: OpenedRelease, webUrl: string): string {
  const { waits, next } = describeStatus(release)
  return insertLinks(`**${formatProse(waits)}** ${formatProse(next)}`, listOwnNumbers(release), webUrl)
}

/** The five phases, those behind it ticked, the one that it is in marked. */
export function renderPhaseLine(release: OpenedRelease): string {
  return listPhases(release).map(renderPhase).join(' · ')
}

function renderPhase({ name, is }: PhaseView): string {
  if (is === 'here') return `**▸ ${name}**`
  return is === 'behind' ? `✓ ${name}` : name
}

/** What holds a release up. A line of an alert is never the first of a paragraph of ours. */
export function renderAlerts(release: OpenedRelease): string[] {
  return listAlerts(release).map(({ kind, sentence }) =>
    renderAlert(kind === 'ended' ? 'CAUTION' : 'WARNING', sentence),
  )
}

function renderAlert(kind: 'WARNING' | 'CAUTION', sentence: string): string {
  return `> [!${kind}]\n> ${formatProse(sentence)}`
}
