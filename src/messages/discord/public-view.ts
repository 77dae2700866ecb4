import type { OpenRelease, PublishedRelease } from '../../release/lifecycle/state.ts'
import { getPlan, hasPicks } from '../../release/lifecycle/view.ts'
import { escapeAndShorten, formatProse } from '../github/markdown/inline.ts'
import { createPageUrl } from '../release/pages.ts'
import { limitRows } from '../text/limit-rows.ts'
import { formatMarkdownLink } from '../text/markdown.ts'
import { formatNumber } from '../wording.ts'

/** What outsiders may hear of one repository: who made this left out what they may not. */
export interface PublicRepository {
  /** `godel/api` */
  readonly fullName: string
  /** `https://github.com/godel/api` */
  readonly webUrl: string
  readonly open: readonly OpenRelease[]
  /** The latest that is out; null where there is none. */
  readonly published: PublishedRelease | null
}

/** What was asked for; null where it was left out. */
export interface PublicQuestion {
  /** With its `v`. */
  readonly version: string | null
  readonly repository: string | null
}

type Phase = OpenRelease['place']['phase']

/** Where a release is, without who does what and why: that is the team's. */
const DOING: Readonly<Record<Phase, string>> = {
  preparation: 'is being prepared',
  testing: 'is being tested',
  'release-preparation': 'is about to be published',
  deployment: 'is being deployed',
}

/** Changes of a plan that are listed. */
const MOST_CHANGES = 25
/** Characters of a title. */
const LONGEST_TITLE = 120

/** Renders, as Markdown, which releases are on their way and which is the latest. */
export function renderPublicStatus(
  repositories: readonly PublicRepository[],
  question: PublicQuestion,
): string {
  const texts = repositories
    .filter(({ open, published }) => open.length > 0 || published !== null)
    .map((one) => [heading(one), '', ...statusLines(one)].join('\n'))
  return texts.length > 0 ? texts.join('\n\n') : renderNothing(question)
}

/** Renders, as Markdown, which changes are planned for the releases that are on their way. */
export function renderPublicPlan(
  repositories: readonly PublicRepository[],
  question: PublicQuestion,
): string {
  const texts = repositories.flatMap((one) => one.open.map((release) => planText(one, release)))
  return texts.length > 0 ? texts.join('\n\n') : renderNothing(question)
}

function heading({ fullName, webUrl }: PublicRepository): string {
  return `### ${formatMarkdownLink(formatProse(fullName), new URL(webUrl))}`
}

function statusLines({ open, published, webUrl }: PublicRepository): string[] {
  return [...open.map((release) => `- ${openLine(release, webUrl)}`), ...publishedLines(published)]
}

function openLine({ place, ledger: { about, flow, shown: at } }: OpenRelease, webUrl: string): string {
  const paused = flow.kind === 'held' ? ' It is paused.' : ''
  const more =
    at.issue === null
      ? ''
      : ` Follow ${formatMarkdownLink(`#${at.issue}`, createPageUrl(webUrl, `issues/${at.issue}`))}.`
  return `**${formatProse(about.version)}** ${DOING[place.phase]}.${paused}${more}`
}

function publishedLines(published: PublishedRelease | null): string[] {
  if (published === null) return []
  const { ledger, url, rolledBack } = published
  const version = `**${formatProse(ledger.about.version)}**`
  const notes = formatMarkdownLink('release notes', new URL(url))
  const fate = rolledBack === null ? '' : ` It was rolled back to ${formatProse(rolledBack.to)}.`
  return [`- ${version} is the latest release: ${notes}.${fate}`]
}

function planText({ fullName, webUrl }: PublicRepository, release: OpenRelease): string {
  const { version } = release.ledger.about
  const title = `### ${formatProse(version)} of ${formatMarkdownLink(formatProse(fullName), new URL(webUrl))}`
  const plan = getPlan(release)
  if (plan === null) return `${title}\n\nIts plan isn't ready yet.`
  if (plan.picks.length === 0) return `${title}\n\nNo change is planned yet.`

  const changes = plan.picks.map(({ title: text, pullRequest }) => {
    const link = pullRequest === null ? '' : ` (${pullLink(pullRequest, webUrl)})`
    return `- ${escapeAndShorten(text, LONGEST_TITLE)}${link}`
  })
  const listed = limitRows(changes, MOST_CHANGES, (more) => `- … and ${more} more`)
  const lead = `${formatNumber(plan.picks.length, 'change is', 'changes are')} planned.${mayChange(release)}`
  return [title, '', lead, '', ...listed].join('\n')
}

function pullLink(number: number, webUrl: string): string {
  return formatMarkdownLink(`#${number}`, createPageUrl(webUrl, `pull/${number}`))
}

function mayChange(release: OpenRelease): string {
  return hasPicks(release) ? '' : ' This can still change.'
}

/** The same for what is not there and for what may not be spoken of. */
function renderNothing({ version, repository }: PublicQuestion): string {
  const where = repository === null ? '' : ` of ${formatProse(`\`${repository}\``)}`
  if (version !== null)
    return `There is no public information about release ${formatProse(`\`${version}\``)}${where}.`
  return `There is no public information about releases${where} at the moment.`
}
