import type { EventOf } from '../../../release/lifecycle/events.ts'
import { isUnderWay } from '../../../release/lifecycle/rollout/view.ts'
import { getArtifacts, getBranchName, getHead, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { Originator } from '../../../release/lifecycle/who.ts'
import { createPageUrl } from '../../release/pages.ts'
import { nameRule } from '../../rule-names.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import { formatMarkdownLink } from '../../text/markdown.ts'
import { describeOriginator, formatDay, formatList, formatMinute } from '../../wording.ts'
import { escapeAndShorten, formatCode, formatProse } from '../markdown/inline.ts'
import { formatChangeQuietly, linkBranch, linkCommit, linkPullRequest } from '../markdown/links.ts'
import { formatPerson } from '../markdown/people.ts'
import { renderReason } from './not-taken.ts'
import type { Drawing } from './picks.ts'

/** §3.2: what the build has to leave behind, and what of it was found. */
export function renderArtifacts(release: OpenedRelease, { most }: Drawing): string {
  const found = getArtifacts(release)
  const { artifacts } = release.ledger.about.terms
  if (!found || artifacts.length === 0) return ''
  const lines = artifacts.map(({ id, text }) => {
    const seen = found.find(({ artifact }) => artifact === id)
    return seen
      ? `- ✓ ${escapeAndShorten(text)} ${formatCode(shorten(seen.digest, 19))}`
      : `- ○ ${escapeAndShorten(text)}: not found yet`
  })
  return ['## Artifacts', '', ...limitRows(lines, most, (more) => `- … and ${more} more`)].join('\n')
}

/** Where the release is to be seen. */
export function renderLinks(release: OpenedRelease, { webUrl }: Drawing): string {
  const { about, shown: at } = release.ledger
  const head = getHead(release)
  const isTagged = getArtifacts(release) !== null
  const isGone = release.status === 'aborted'
  const links = [
    ...(at.pullRequest === null ? [] : [`Pull request ${linkPullRequest(at.pullRequest, webUrl)}`]),
    ...(head === null || isGone
      ? []
      : [`branch ${linkBranch(getBranchName(release.ledger.about), webUrl)} at ${linkCommit(head, webUrl)}`]),
    ...(isTagged
      ? [`tag ${formatMarkdownLink(`\`${about.tag}\``, createPageUrl(webUrl, `releases/tag/${about.tag}`))}`]
      : []),
    ...(release.status === 'published' ? [formatMarkdownLink('GitHub release', new URL(release.url))] : []),
    ...(at.backToMain === null ? [] : [`brought back to main by ${linkPullRequest(at.backToMain, webUrl)}`]),
  ]
  const line = links.join(' · ')
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}`
}

/** What people decided about single changes: who, why, until when. */
export function renderDecisions(release: OpenedRelease, drawing: Drawing): string {
  const { exceptions, assessments, confirmations } = release.ledger
  const lines = [
    ...exceptions.map((one) => renderException(one, drawing)),
    ...assessments.map((one) => renderAssessment(one, drawing)),
    ...confirmations.map((one) => renderConfirmation(one, drawing)),
  ]
  if (lines.length === 0) return ''
  return ['## Decisions', '', ...limitRows(lines, drawing.most, (more) => `- … and ${more} more`)].join('\n')
}

function renderException(
  { candidate, because, until, by, at }: EventOf<'Excepted'>,
  { webUrl }: Drawing,
): string {
  return `- ${formatChangeQuietly(candidate, webUrl)} is allowed until ${until} by ${formatOriginator(by)}, ${formatDay(at)}: ${renderReason(because)}`
}

function renderAssessment(
  { candidate, assessment, by, at }: EventOf<'Assessed'>,
  { webUrl }: Drawing,
): string {
  const { risk, type, severity, note } = assessment
  const said = [
    `risk ${risk}`,
    ...(type === null ? [] : [type]),
    ...(severity === null ? [] : [severity]),
  ].join(', ')
  const noted = note === null ? '' : `: ${renderReason(note)}`
  return `- ${formatChangeQuietly(candidate, webUrl)} was assessed by ${formatOriginator(by)}, ${formatDay(at)}: ${said}${noted}`
}

function renderConfirmation(
  { candidate, rules, by, at }: EventOf<'UnknownsConfirmed'>,
  { webUrl }: Drawing,
): string {
  return `- ${formatChangeQuietly(candidate, webUrl)} was confirmed by ${formatOriginator(by)}, ${formatDay(at)}: ${formatList(rules.map(nameRule))}`
}

export function formatOriginator(by: Originator): string {
  return describeOriginator(by, formatPerson)
}

/** Prereleases and stable releases that were asked for from here. */
export function renderFollowers(release: OpenedRelease): string {
  const { followers } = release.ledger
  return followers.length === 0 ? '' : formatProse(`Started from here: ${followers.join(', ')}.`)
}

/** Who opened it, when, and by which policy. */
export function renderOpened({ ledger: { about } }: OpenedRelease, { webUrl }: Drawing): string {
  const who = about.requester ? formatPerson(about.requester) : 'Release Captain, automatically'
  const track = about.track === 'regular' ? '' : ` on the ${about.track} track`
  const what = about.emergency === null ? '' : ` for ${about.emergency}`
  const policy =
    about.policy.commit === null
      ? 'the process document'
      : `the policy of ${linkCommit(about.policy.commit, webUrl)}`
  const manager = about.manager ? ` ${formatPerson(about.manager)} manages it this week.` : ''
  return `Opened ${formatMinute(about.openedAt)} by ${who}${track}${what}, by ${policy}.${manager}`
}

/** The commands that matter in a tracking issue, folded, with who may say them. */
export function renderHelpBlock(release: OpenedRelease): string {
  if (!isUnderWay(release)) return ''
  const { version, terms } = release.ledger.about
  return [
    '<details><summary>Commands</summary>',
    '',
    'Write them at the start of a line in a new comment.',
    '',
    `- \`/release status\`, \`/release why\`: its status, and what it waits for`,
    `- \`/release explain #N\`: every rule for one change`,
    `- \`/release pick #N\`, \`/release drop #N because …\`: take a change, or leave it out`,
    `- \`/release cut ${version}\`: create the release branch`,
    `- \`/release go\`, \`/release no-go because …\`: answer the question`,
    `- \`/release hold because …\`, \`/release resume\`: pause, and continue`,
    ...(terms.rollout
      ? [
          '- `/release ack`, `/release drill`: you are on call, and the rollback is tested',
          '- `/release extend 1h because …`: watch a step for longer',
          '- `/release rollback because …`: put production back to the previous version',
        ]
      : []),
    `- \`/release help\`: all commands`,
    '',
    '</details>',
  ].join('\n')
}
