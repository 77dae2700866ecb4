import type { Pick, PickState } from '../../../release/lifecycle/state.ts'
import { getPicks, getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { PlannedPick } from '../../../release/lifecycle/words.ts'
import { rows } from '../../cut.ts'
import { markdownLink } from '../../markdown.ts'
import { page } from '../../release/pages.ts'
import { count, shortDigest } from '../../release/wording.ts'
import { blocks } from '../fit.ts'
import { prose, shown } from '../inline.ts'
import { changeLink, commitLink, pullLink } from '../links.ts'
import { nameOfPerson } from '../people.ts'

/** How a section is drawn: where the repository is, and how many rows of a list there are. */
export interface Drawing {
  readonly webUrl: string
  readonly most: number
}

/** The plan: what is taken, in order, and what became of each. */
export function picksSection(release: OpenedRelease, drawing: Drawing): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const heading = `## ${plan.picks.length === 0 ? 'No changes' : count(plan.picks.length, 'change')}`
  return blocks(
    heading,
    planLine(release, drawing),
    picksTable(release, drawing),
    release.status === 'open' ? flagsList(plan.picks, drawing) : '',
  )
}

function planLine(release: OpenedRelease, { webUrl }: Drawing): string {
  const plan = getPlan(release)
  if (!plan) return ''
  const { base } = release.ledger.about
  const between = page(webUrl, `compare/${base.tag}...${plan.main}`)
  return [
    `Plan \`${shortDigest(plan.digest)}\``,
    `from ${markdownLink(`\`${base.tag}\``, page(webUrl, `tree/${base.tag}`))}`,
    `main at ${commitLink(plan.main, webUrl)}`,
    markdownLink('all changes between', between),
  ].join(' · ')
}

/** The table of the picks; nothing where there are none. */
export function picksTable(release: OpenedRelease, { webUrl, most }: Drawing): string {
  const picks = getPlan(release)?.picks ?? []
  if (picks.length === 0) return ''
  const became = new Map(getPicks(release).map((pick) => [pick.candidate, pick]))
  const excepted = new Set(release.ledger.exceptions.map(({ candidate }) => candidate))
  const lines = picks.map((pick) =>
    row([
      changeLink(pick.candidate, webUrl),
      shown(pick.title),
      typeText(pick),
      verdictText(pick, excepted),
      becameText(pick, became.get(pick.candidate), webUrl),
    ]),
  )
  const rest = (more: number) => row(['…', `and ${more} more: ${changesOf(release, webUrl)}`, '', '', ''])
  return [
    row(['', 'change', 'type', 'verdict', 'pick']),
    '| --- | --- | --- | --- | --- |',
    ...rows(lines, most, rest),
  ].join('\n')
}

function changesOf(release: OpenedRelease, webUrl: string): string {
  const { pullRequest } = release.ledger.shown
  if (pullRequest !== null) return pullLink(pullRequest, webUrl)
  return `say ${'`/release status`'}`
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function typeText({ type }: PlannedPick): string {
  if (type === undefined) return ''
  return type === 'security' ? '**security**' : type
}

function verdictText({ candidate, verdict }: PlannedPick, excepted: ReadonlySet<string>): string {
  if (verdict !== 'eligible') return `**${verdict}**`
  return excepted.has(candidate) ? 'by exception' : 'eligible'
}

/** Before the branch it is what the plan expects, then what came of it. */
function becameText(planned: PlannedPick, pick: Pick | undefined, webUrl: string): string {
  if (!pick || pick.became.kind === 'waiting') return expectedText(planned)
  return stateText(pick.became, webUrl)
}

function expectedText({ outcome }: PlannedPick): string {
  switch (outcome) {
    case 'clean':
      return 'picks cleanly'
    case 'empty':
      return '○ changes nothing'
    case 'conflict':
      return '✗ conflicts'
    case undefined:
      return ''
  }
}

function stateText(became: Exclude<PickState, { kind: 'waiting' }>, webUrl: string): string {
  switch (became.kind) {
    case 'applied':
      return became.outcome === 'clean' ? '✓ on the branch' : '○ changes nothing'
    case 'conflict': {
      const where = became.pullRequest === null ? '' : `: ${pullLink(became.pullRequest, webUrl)}`
      return `✗ conflicts in ${count(became.files.length, 'file')}${where}`
    }
    case 'resolved':
      return `✓ resolved by ${nameOfPerson(became.author)}`
  }
}

/** What somebody who takes these changes has to know. */
function flagsList(picks: readonly PlannedPick[], { most }: Drawing): string {
  const flags = picks.flatMap(({ flags = [] }) => flags.map((flag) => `- ${prose(flag)}`))
  if (flags.length === 0) return ''
  return ['**Look at these first**', '', ...rows(flags, most, (more) => `- … and ${more} more`)].join('\n')
}
