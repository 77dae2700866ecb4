import { listToConfirm } from '../../../release/lifecycle/rules/unconfirmed.ts'
import type { Pick, PickState } from '../../../release/lifecycle/state.ts'
import { getPicks, getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { PinnedPick } from '../../../release/lifecycle/words.ts'
import { createPageUrl } from '../../release/pages.ts'
import { limitRows } from '../../text/limit-rows.ts'
import { formatMarkdownLink } from '../../text/markdown.ts'
import { formatDay, formatMinute, formatNumber, shortenDigest } from '../../wording.ts'
import { joinBlocks } from '../markdown/fit.ts'
import { escapeAndShorten, formatProse } from '../markdown/inline.ts'
import { linkChange, linkCommit, linkPullRequest } from '../markdown/links.ts'
import { formatPerson } from '../markdown/people.ts'
import { renderOutsideCommits } from './outside-commits.ts'

/** How a section is drawn: where the repository is, and how many rows of a list there are. */
export interface Drawing {
  readonly webUrl: string
  readonly most: number
}

/** The plan: what is taken, in order, and what became of each. */
export function renderPicks(release: OpenedRelease, drawing: Drawing): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const heading = `## ${plan.picks.length === 0 ? 'No changes' : formatNumber(plan.picks.length, 'change')}`
  return joinBlocks(
    heading,
    planLine(release, drawing),
    renderPicksTable(release, drawing),
    renderOutsideCommits(release, drawing),
    release.status === 'open' ? renderFlagsList(plan.picks, drawing) : '',
  )
}

function planLine(release: OpenedRelease, { webUrl }: Drawing): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const { base } = release.ledger.about
  const between = createPageUrl(webUrl, `compare/${base.tag}...${plan.main}`)
  return [
    `Plan \`${shortenDigest(plan.digest)}\``,
    `from ${formatMarkdownLink(`\`${base.tag}\``, createPageUrl(webUrl, `tree/${base.tag}`))}`,
    `main at ${linkCommit(plan.main, webUrl)}`,
    formatMarkdownLink('all changes between', between),
  ].join(' · ')
}

/** The table of the picks; nothing where there are none. */
export function renderPicksTable(release: OpenedRelease, { webUrl, most }: Drawing): string {
  const picks = getPlan(release)?.picks ?? []
  if (picks.length === 0) return ''
  const became = new Map(getPicks(release).map((pick) => [pick.candidate, pick]))
  const excepted = new Set(release.ledger.exceptions.map(({ candidate }) => candidate))
  const open = new Map(listToConfirm(release).map(({ candidate, rules }) => [candidate, rules.length]))
  // Plans of before it was known have no due times, and no column for them.
  const hasDue = picks.some(({ due }) => due !== undefined)
  const lines = sortByDue(picks).map((pick) =>
    renderRow([
      linkChange(pick.candidate, webUrl),
      escapeAndShorten(pick.title),
      typeText(pick),
      ...(hasDue ? [formatDue(pick)] : []),
      renderVerdict(pick, { excepted, open: open.get(pick.candidate) ?? 0 }),
      renderPickState(pick, became.get(pick.candidate), webUrl),
    ]),
  )
  const head = ['', 'change', 'type', ...(hasDue ? ['due'] : []), 'verdict', 'pick']
  const renderRest = (more: number) =>
    renderRow(['…', `and ${more} more: ${changesOf(release, webUrl)}`, ...head.slice(2).map(() => '')])
  return [renderRow(head), renderRow(head.map(() => '---')), ...limitRows(lines, most, renderRest)].join('\n')
}

/** What has to be out first is read first; the order of the picks counts where they are due together. */
function sortByDue(picks: readonly PinnedPick[]): PinnedPick[] {
  return picks.toSorted((one, other) => getDue(one) - getDue(other))
}

function getDue({ due = Number.POSITIVE_INFINITY }: PinnedPick): number {
  return Math.min(due, Number.MAX_SAFE_INTEGER)
}

/** Immediate changes are due at a minute, the others on a day. */
function formatDue({ urgency, due }: PinnedPick): string {
  if (urgency === undefined || due === undefined) return ''
  return urgency === 'immediate' ? `**immediate, ${formatMinute(due)}**` : `${formatDay(due)} (${urgency})`
}

function changesOf(release: OpenedRelease, webUrl: string): string {
  const { pullRequest } = release.ledger.shown
  if (pullRequest !== null) return linkPullRequest(pullRequest, webUrl)
  return `run ${'`/release status`'}`
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function typeText({ type }: PinnedPick): string {
  if (type === undefined) return ''
  return type === 'security' ? '**security**' : type
}

function renderVerdict(
  { candidate, verdict, rolledBackIn }: PinnedPick,
  { excepted, open }: { readonly excepted: ReadonlySet<string>; readonly open: number },
): string {
  if (verdict !== 'eligible') return `**${verdict}**`
  const back = rolledBackIn === undefined ? '' : `, **rolled back in ${rolledBackIn}**`
  const name = `${excepted.has(candidate) ? 'by exception' : 'eligible'}${back}`
  return open === 0 ? name : `${name}, **${open} to confirm**`
}

/** Before the branch it is what the plan expects, then what came of it. */
function renderPickState(planned: PinnedPick, pick: Pick | undefined, webUrl: string): string {
  if (!pick || pick.became.kind === 'waiting') return renderExpected(planned)
  return stateText(pick.became, webUrl)
}

function renderExpected({ outcome }: PinnedPick): string {
  switch (outcome) {
    case 'clean':
      return 'picks cleanly'
    case 'empty':
      return '○ changes nothing'
    case 'conflict':
      return '✗ conflicts'
    case 'unknown':
      return "? couldn't be tried"
    case undefined:
      return ''
  }
}

function stateText(became: Exclude<PickState, { kind: 'waiting' }>, webUrl: string): string {
  switch (became.kind) {
    case 'applied':
      return became.outcome === 'clean' ? '✓ on the branch' : '○ changes nothing'
    case 'conflict': {
      const where = became.pullRequest === null ? '' : `: ${linkPullRequest(became.pullRequest, webUrl)}`
      return `✗ conflicts in ${formatNumber(became.files.length, 'file')}${where}`
    }
    case 'resolved':
      return `✓ resolved by ${formatPerson(became.author)}${formatDifference(became, webUrl)}`
  }
}

function formatDifference(
  { differs, pullRequest }: Extract<PickState, { kind: 'resolved' }>,
  webUrl: string,
): string {
  if (differs === null) return ''
  const where = pullRequest === null ? '' : `: ${linkPullRequest(pullRequest, webUrl)}`
  const how = differs === 0 ? 'as on main' : `**differs in ${formatNumber(differs, 'line')}**`
  return `, ${how}${where}`
}

/** What somebody who takes these changes has to know. */
function renderFlagsList(picks: readonly PinnedPick[], { most }: Drawing): string {
  const flags = picks.flatMap(({ flags = [] }) => flags.map((flag) => `- ${formatProse(flag)}`))
  if (flags.length === 0) return ''
  return ['**Check these first**', '', ...limitRows(flags, most, (more) => `- … and ${more} more`)].join('\n')
}
