import { nameOf } from '../../release/candidate.ts'
import type { EventOf, EventType, ReleaseEvent } from '../../release/lifecycle/events.ts'
import { getPlan } from '../../release/lifecycle/view.ts'
import { asSentence } from '../../release/lifecycle/wording.ts'
import { shortened } from '../cut.ts'
import { subjectText } from '../release/parts.ts'
import { pickedText } from '../release/picked.ts'
import { mending } from '../release/standing.ts'
import { count, list, shortSha } from '../release/wording.ts'
import type { SlackMessage } from './blocks.ts'
import { code, link, mention, mrkdwn, prose } from './escape.ts'
import type { Drawn } from './evidence.ts'
import { message, section } from './fit.ts'
import { nameOfPerson, whoText } from './people.ts'
import { changeLink, pullLink } from './places.ts'

/** Something that happened to a release. */
export interface Happened extends Drawn {
  readonly event: ReleaseEvent
  /** Slack users of people by their GitHub ids, as far as they are known: who has to look is told. */
  readonly people?: ReadonlyMap<number, string>
}

/** What is read in the thread of a release as it happens; null for what is noise there, or is shown by a question's card. */
export function news(happened: Happened): SlackMessage | null {
  const { event, people = new Map() } = happened
  const lines = linesOf(event.type, event, { ...happened, people })
  if (lines === null) return null
  const { version } = happened.release.ledger.about
  const [first = ''] = lines
  return message(`${mrkdwn(version, 60)}: ${first}`, [section(...lines)])
}

type Events = { readonly [T in EventType]: EventOf<T> }
type Where = Drawn & { readonly people: ReadonlyMap<number, string> }
type Tell<E> = (event: E, where: Where) => readonly string[] | null

/** What somebody wrote, or the world said, of which a thread shows no more. In characters. */
const LONGEST = 500

/** The tracking issue has them all. */
const MOST_FLAGS = 10

const NOISE: Tell<unknown> = () => null

/** Every type of event has its line here, so that none is forgotten. */
const LINES: { readonly [T in EventType]: Tell<Events[T]> } = {
  Opened: ({ version, by, base }) => [
    `▸ ${mrkdwn(version, 60)} is opened by ${whoText(by)}, from ${code(base.tag)}.`,
  ],
  IssueShown: NOISE,
  PolicyTaken: (event) => [`The policy that is on main now is taken over by ${whoText(event.by)}.`],
  PlanRequested: NOISE,
  Planned: NOISE,
  CutRequested: (event) => [`The release branch is asked for by ${whoText(event.by)}.`],
  CutDeclined: ({ because, next }) => ['*The release branch is not made.*', said(because), said(next)],
  BuildRequested: NOISE,
  PickRequested: ({ candidate, by }, { webUrl }) => [
    `${changeLink(candidate, webUrl)} is taken in by ${whoText(by)}.`,
  ],
  PickDropped: (event, { webUrl }) => [left('is left out', event, webUrl)],
  PickDeferred: (event, { webUrl }) => [left('is left for a later release', event, webUrl)],
  Assessed: NOISE,
  Excepted: ({ candidate, until, by, because }, { webUrl }) => [
    `${changeLink(candidate, webUrl)} is allowed until ${mrkdwn(until)} by ${whoText(by)}: ${said(because)}`,
  ],
  PickApplied: NOISE,
  PickConflicted: conflicted,
  ConflictShown: ({ candidate, pullRequest }, { webUrl }) => [
    `The conflict of ${changeLink(candidate, webUrl)} is resolved in ${pullLink(pullRequest, webUrl)}.`,
  ],
  PickResolved: ({ candidate, author }, { webUrl }) => [
    `✓ The conflict of ${changeLink(candidate, webUrl)} is resolved by ${nameOfPerson(author)}.`,
  ],
  BranchPushed: ({ head }, { release }) => [
    `✓ The release branch is built at ${code(shortSha(head))}.`,
    pickedText(release),
  ],
  BranchMoved: ({ head, from }) => [
    `⚠ The release branch moved from ${code(shortSha(from))} to ${code(shortSha(head))}.`,
  ],
  HandsSeen: NOISE,
  FlagsSeen: ({ news }) =>
    news.length === 0 ? null : news.slice(0, MOST_FLAGS).map((flag) => `⚠ ${prose(asSentence(flag))}`),
  BumpRequested: NOISE,
  Bumped: NOISE,
  PullRequestShown: ({ pullRequest, head }, { webUrl }) => [
    `The release pull request is ${pullLink(pullRequest, webUrl)}, at ${code(shortSha(head))}. Its tests run.`,
  ],
  CheckSeen: NOISE,
  TestRetryAsked: NOISE,
  ProbeAsked: NOISE,
  BisectAsked: ({ check }) => [
    prose(`The pick that breaks \`${check}\` is looked for, one commit after the other.`),
  ],
  BreakFound: broken,
  ItemTicked: NOISE,
  ItemUnticked: NOISE,
  GateOpened: gateOpened,
  GateShut: gateShut,
  PromptOpened: NOISE,
  PromptClosed: NOISE,
  ApprovalGiven: ({ person, subject }, { release }) => [
    `✓ Go by ${nameOfPerson(person)} for ${prose(subjectText(subject, release.ledger.about.version))}.`,
  ],
  ApprovalVoided: ({ person, because }) => [`The go of ${nameOfPerson(person)} is void: ${said(because)}`],
  NoGoGiven: ({ by, because }) => [`✗ *No-go* by ${whoText(by)}: ${said(because)}`, HOW_TO_RESUME],
  NotesRequested: NOISE,
  NotesDrafted: NOISE,
  NotesEdited: ({ by }) => [`The notes are changed by ${whoText(by)}.`],
  TagRequested: NOISE,
  Tagged: ({ tag, commit }) => [
    `✓ ${code(tag)} is tagged at ${code(shortSha(commit))}, and its build is awaited.`,
  ],
  ArtifactsStarted: NOISE,
  ArtifactVerified: NOISE,
  ArtifactsFailed: ({ because }) => [
    `✗ *The build failed:* ${said(because)}`,
    'It is run again with `/release retry artifacts`.',
  ],
  PublishRequested: NOISE,
  Published: ({ url }, { release }) => [`✓ *${link(url, `${release.ledger.about.version} is published`)}.*`],
  ShippedTold: NOISE,
  RolledBack: ({ to, because, by }) => [
    `↩ *Production is back on ${mrkdwn(to, 60)}*, says ${whoText(by)}: ${said(because)}`,
  ],
  BackToMainShown: ({ pullRequest }, { webUrl }) => [
    `Version and changelog are brought back to main by ${pullLink(pullRequest, webUrl)}.`,
  ],
  // A no-go is told by itself.
  Held: ({ by, because }) =>
    because.startsWith('No-go: ') ? null : [`⚠ *Held* by ${whoText(by)}: ${said(because)}`, HOW_TO_RESUME],
  Resumed: ({ by }) => [`▸ It goes on, says ${whoText(by)}.`],
  Aborted: ({ by, because }) => [`✗ *Aborted* by ${whoText(by)}: ${said(because)}`],
  StepFailed: (event) => [
    prose(`⚠ The step \`${event.step}\` failed. ${asSentence(shortened(event.what, LONGEST))}`),
    prose(mending({ kind: 'step-failed', ...event })),
  ],
  StepRetried: NOISE,
  PrereleaseRequested: ({ version, by }) => [
    `${mrkdwn(version, 60)} is asked for from here by ${whoText(by)}.`,
  ],
  PromotionRequested: ({ version, by }) => [
    `${mrkdwn(version, 60)} is asked for from here by ${whoText(by)}.`,
  ],
}

const HOW_TO_RESUME = 'When it may go on, a captain says `/release resume`.'

/** An event meets its own row. */
function linesOf<T extends EventType>(type: T, event: Events[T], where: Where): readonly string[] | null {
  return LINES[type](event, where)
}

function conflicted(
  { candidate, files }: EventOf<'PickConflicted'>,
  { release, webUrl, people }: Where,
): string[] {
  const authors = getPlan(release)?.picks.find((pick) => pick.candidate === candidate)?.authors ?? []
  const known = authors.flatMap(({ id }) => people.get(id) ?? []).map(mention)
  const unknown = authors.map(nameOfPerson)
  const whose = known.length > 0 ? known : unknown
  return [
    `✗ *${changeLink(candidate, webUrl)} conflicts* in ${count(files.length, 'file')}.`,
    whose.length === 0 ? '' : `It was written by ${list(whose.slice(0, 5))}: please look.`,
    prose(
      `A pull request to resolve it follows; or a captain leaves it out with \`/release drop ${nameOf(candidate)} because …\`.`,
    ),
  ]
}

function broken({ check, candidate, head, because }: EventOf<'BreakFound'>, { webUrl }: Where): string[] {
  const by = candidate === null ? '' : ` by ${changeLink(candidate, webUrl)}`
  const next =
    candidate === null
      ? 'See the run, and mend it on the release branch or on main.'
      : `Leave it with \`/release drop ${nameOf(candidate)} because …\`, or mend it on main and pick the mended one.`
  return [`✗ ${code(check, 60)} *is broken*${by} (${code(shortSha(head))}). ${said(because)}`, prose(next)]
}

function gateOpened({ gate, head }: EventOf<'GateOpened'>): string[] {
  return gate === 'testing'
    ? [`✓ Tests and checklist are complete on ${code(shortSha(head))}.`]
    : ['✓ Every artifact was found and verified.']
}

const MOST_MISSING = 5

function gateShut({ head, missing }: EventOf<'GateShut'>): string[] {
  const more = missing.length - MOST_MISSING
  return [
    `✗ *Back to testing.* On ${code(shortSha(head))} this does not hold any more, so nothing is tagged:`,
    ...missing.slice(0, MOST_MISSING).map((what) => `• ${said(what)}`),
    more > 0 ? `… and ${more} more, in the tracking issue` : '',
  ]
}

function left(how: string, event: EventOf<'PickDropped' | 'PickDeferred'>, webUrl: string): string {
  return `${changeLink(event.candidate, webUrl)} ${how} by ${whoText(event.by)}: ${said(event.because)}`
}

/** What somebody wrote, or a rule says, at the end of a line. */
function said(text: string): string {
  return prose(asSentence(shortened(text, LONGEST)))
}
