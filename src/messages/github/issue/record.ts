import type { EventOf } from '../../../release/lifecycle/events.ts'
import { getArtifacts, getBranchName, getHead, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { Originator } from '../../../release/lifecycle/who.ts'
import { rows, shortened } from '../../cut.ts'
import { markdownLink } from '../../markdown.ts'
import { page } from '../../release/pages.ts'
import { byWhom, day, minute } from '../../release/wording.ts'
import { code, prose, shown } from '../inline.ts'
import { branchLink, commitLink, pullLink, quietChange } from '../links.ts'
import { nameOfPerson } from '../people.ts'
import { reason } from './not-taken.ts'
import type { Drawing } from './picks.ts'

/** §3.2: what the build has to leave behind, and what of it was found. */
export function artifactsSection(release: OpenedRelease, { most }: Drawing): string {
  const found = getArtifacts(release)
  const { artifacts } = release.ledger.about.terms
  if (!found || artifacts.length === 0) return ''
  const lines = artifacts.map(({ id, text }) => {
    const seen = found.find(({ artifact }) => artifact === id)
    return seen
      ? `- ✓ ${shown(text)} ${code(shortened(seen.digest, 19))}`
      : `- ○ ${shown(text)}: not found yet`
  })
  return ['## Artifacts', '', ...rows(lines, most, (more) => `- … and ${more} more`)].join('\n')
}

/** Where the release is to be seen. */
export function linksLine(release: OpenedRelease, { webUrl }: Drawing): string {
  const { about, shown: at } = release.ledger
  const head = getHead(release)
  const isTagged = getArtifacts(release) !== null
  const isGone = release.status === 'aborted'
  const links = [
    ...(at.pullRequest === null ? [] : [`Pull request ${pullLink(at.pullRequest, webUrl)}`]),
    ...(head === null || isGone
      ? []
      : [`branch ${branchLink(getBranchName(release.ledger.about), webUrl)} at ${commitLink(head, webUrl)}`]),
    ...(isTagged
      ? [`tag ${markdownLink(`\`${about.tag}\``, page(webUrl, `releases/tag/${about.tag}`))}`]
      : []),
    ...(release.status === 'published' ? [markdownLink('GitHub release', new URL(release.url))] : []),
    ...(at.backToMain === null ? [] : [`brought back to main by ${pullLink(at.backToMain, webUrl)}`]),
  ]
  const line = links.join(' · ')
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}`
}

/** What people decided about single changes: who, why, until when. */
export function decisionsSection(release: OpenedRelease, drawing: Drawing): string {
  const { exceptions, assessments } = release.ledger
  const lines = [
    ...exceptions.map((one) => exceptionLine(one, drawing)),
    ...assessments.map((one) => assessmentLine(one, drawing)),
  ]
  if (lines.length === 0) return ''
  return ['## Decisions', '', ...rows(lines, drawing.most, (more) => `- … and ${more} more`)].join('\n')
}

function exceptionLine(
  { candidate, because, until, by, at }: EventOf<'Excepted'>,
  { webUrl }: Drawing,
): string {
  return `- ${quietChange(candidate, webUrl)} is allowed until ${until} by ${byText(by)}, ${day(at)}: ${reason(because)}`
}

function assessmentLine({ candidate, assessment, by, at }: EventOf<'Assessed'>, { webUrl }: Drawing): string {
  const { risk, type, severity, note } = assessment
  const said = [
    `risk ${risk}`,
    ...(type === null ? [] : [type]),
    ...(severity === null ? [] : [severity]),
  ].join(', ')
  const noted = note === null ? '' : `: ${reason(note)}`
  return `- ${quietChange(candidate, webUrl)} was assessed by ${byText(by)}, ${day(at)}: ${said}${noted}`
}

export function byText(by: Originator): string {
  return byWhom(by, nameOfPerson)
}

/** Prereleases and stable releases that were asked for from here. */
export function followersLine(release: OpenedRelease): string {
  const { followers } = release.ledger
  return followers.length === 0 ? '' : prose(`Asked for from here: ${followers.join(', ')}.`)
}

/** Who opened it, when, and by which policy. */
export function openedLine({ ledger: { about } }: OpenedRelease, { webUrl }: Drawing): string {
  const who = about.requester ? nameOfPerson(about.requester) : 'nobody: it followed by itself'
  const track = about.track === 'regular' ? '' : ` on the ${about.track} track`
  const what = about.emergency === null ? '' : ` for ${about.emergency}`
  const policy =
    about.policy.commit === null
      ? 'the process document'
      : `the policy of ${commitLink(about.policy.commit, webUrl)}`
  return `Opened ${minute(about.openedAt)} by ${who}${track}${what}, by ${policy}.`
}

/** The commands that matter in a tracking issue, folded, with who may say them. */
export function helpBlock({ status, ledger: { about } }: OpenedRelease): string {
  if (status !== 'open') return ''
  const { version } = about
  return [
    '<details><summary>Commands</summary>',
    '',
    'Say them in a comment of your own, at the start of a line.',
    '',
    `- \`/release status\`, \`/release why\`: where it is, and what it waits for`,
    `- \`/release explain #N\`: every rule for one change`,
    `- \`/release pick #N\`, \`/release drop #N because …\`: take a change, or leave it`,
    `- \`/release cut ${version}\`: make the release branch`,
    `- \`/release go\`, \`/release no-go because …\`: answer what is asked`,
    `- \`/release hold because …\`, \`/release resume\`: stop, and go on`,
    `- \`/release help\`: all commands`,
    '',
    '</details>',
  ].join('\n')
}
