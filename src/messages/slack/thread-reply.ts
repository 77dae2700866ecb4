import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { Because } from '../../release/lifecycle/causes.ts'
import {
  type EventOf,
  type EventType,
  getFailureReason,
  type ReleaseEvent,
} from '../../release/lifecycle/events.ts'
import { getPlan } from '../../release/lifecycle/view.ts'
import { describeFreeze } from '../branch/describe-freeze.ts'
import { describeOutsideCommits } from '../branch/outside-commits.ts'
import { describeBecause, suggestResume } from '../describe-because.ts'
import { describeBuildFailure, describeCutDecline, describeFailure } from '../describe-failure.ts'
import { describeStored } from '../missing-text.ts'
import { describeRefusedEffect } from '../refused-effect.ts'
import { describeEmergency } from '../release/describe-event.ts'
import { describeSkipped } from '../release/describe-skipped.ts'
import { suggestFix } from '../release/describe-status.ts'
import { formatSubject } from '../release/opened-release.ts'
import { renderPicked } from '../release/picked-text.ts'
import { nameRule } from '../rule-names.ts'
import { shorten } from '../text/limit-rows.ts'
import { formatList, formatNumber, shortenSha, toSentence } from '../wording.ts'
import { EMBARGO_LINES } from './embargo-reply.ts'
import type { ReleaseToRender } from './evidence.ts'
import type { SlackMessage } from './format/blocks.ts'
import {
  escapeMrkdwn,
  formatLink,
  formatSlackCode,
  formatSlackProse,
  mentionInSlack,
} from './format/escape.ts'
import { createMessage, createSection } from './format/fit.ts'
import { renderGateOpened } from './format/gate-opened.ts'
import { linkSlackChange, linkSlackPullRequest } from './format/links.ts'
import { formatSlackOriginator, formatSlackPerson } from './format/people.ts'
import { renderTestFailed } from './format/test-failed.ts'
import { ROLLOUT_LINES } from './rollout-reply.ts'

/** Something that happened to a release. */
interface ThreadReplyInput extends ReleaseToRender {
  readonly event: ReleaseEvent
  /** Slack users of people by their GitHub ids, as far as they are known: who has to look is told. */
  readonly people?: ReadonlyMap<number, string>
}

/** What is read in the thread of a release as it happens; null for what is noise there, or is shown by a question's card. */
export function renderThreadReply(happened: ThreadReplyInput): SlackMessage | null {
  const { event, people = new Map() } = happened
  const lines = renderEventLines(event.type, event, { ...happened, people })
  if (lines === null) return null
  const { version } = happened.release.ledger.about
  const [first = ''] = lines
  return createMessage(`${escapeMrkdwn(version, 60)}: ${first}`, [createSection(...lines)])
}

type Events = { readonly [T in EventType]: EventOf<T> }
type EventContext = ReleaseToRender & { readonly people: ReadonlyMap<number, string> }
type Tell<E> = (event: E, where: EventContext) => readonly string[] | null

/** What somebody wrote, or the world said, of which a thread shows no more. In characters. */
const LONGEST = 500

/** The tracking issue has them all. */
const MOST_FLAGS = 10
const MOST_MISSING = 5

const ignoreEvent: Tell<unknown> = () => null

/** Pages who is on call: Slack notifies whom a message mentions. */
function renderEmergency(event: EventOf<'EmergencyDeclared'>, { release }: EventContext): string[] {
  const whom = release.ledger.about.terms.onCall.slack.map(mentionInSlack).join(' ')
  return [
    `${whom} *Emergency: ${escapeMrkdwn(release.ledger.about.version, 60)} can’t wait for its day.*`.trim(),
    formatSlackProse(describeEmergency(event)),
  ]
}

/** Every type of event has its line here, so that none is forgotten. */
const LINES: { readonly [T in EventType]: Tell<Events[T]> } = {
  Opened: ({ version, by, base }) => [
    `▸ ${formatSlackOriginator(by)} opened ${escapeMrkdwn(version, 60)} from ${formatSlackCode(base.tag)}.`,
  ],
  Imported: ignoreEvent,
  IssueShown: ignoreEvent,
  PolicyTaken: (event) => [
    `${formatSlackOriginator(event.by)} updated the release to the current policy on main.`,
  ],
  BaseRolledBack: ({ base, passedOver = [] }) => [
    `The release starts from ${formatSlackCode(base.tag)} now: ${escapeMrkdwn(formatList(passedOver), 200)} was rolled back.`,
  ],
  TrackChanged: ({ track, by }) => [`${formatSlackOriginator(by)} put the release on the ${track} track.`],
  ...EMBARGO_LINES,
  PlanRequested: ignoreEvent,
  Planned: ignoreEvent,
  CutRequested: (event, { release }) => [
    `${formatSlackOriginator(event.by)} started the cut of ${escapeMrkdwn(release.ledger.about.version, 60)}.`,
  ],
  CutDeclined: (event) => {
    const { what, next } = describeCutDecline(event)
    return ['*The release branch was not created.*', formatReason(what), formatReason(next)]
  },
  BuildRequested: ignoreEvent,
  PickRequested: ({ candidate, by }, { webUrl }) => [
    `${formatSlackOriginator(by)} picked ${linkSlackChange(candidate, webUrl)}.`,
  ],
  PickDropped: (event, { webUrl }) => [renderLeft('is left out', event, webUrl)],
  PickDeferred: (event, { webUrl }) => [renderLeft('is left for a later release', event, webUrl)],
  Assessed: ignoreEvent,
  Excepted: ({ candidate, until, by, because }, { webUrl }) => [
    `${linkSlackChange(candidate, webUrl)} is allowed until ${escapeMrkdwn(until)} by ${formatSlackOriginator(by)}: ${formatReason(because)}`,
  ],
  ReleaseDayCame: ({ day }, { release }) => [
    `${escapeMrkdwn(day.date)} is the day of ${escapeMrkdwn(release.ledger.about.version, 60)}.`,
    renderPicked(release),
  ],
  EmergencyDeclared: renderEmergency,
  UnknownsConfirmed: ({ candidate, rules, by }, { webUrl }) => [
    `${formatSlackOriginator(by)} confirmed ${linkSlackChange(candidate, webUrl)}: ${formatList(rules.map(nameRule))}.`,
  ],
  PickApplied: ignoreEvent,
  PickConflicted: renderConflict,
  ConflictShown: ({ candidate, pullRequest }, { webUrl }) => [
    `Resolve the conflict of ${linkSlackChange(candidate, webUrl)} in ${linkSlackPullRequest(pullRequest, webUrl)}.`,
  ],
  PickResolved: ({ candidate, author }, { webUrl }) => [
    `✓ ${formatSlackPerson(author)} resolved the conflict of ${linkSlackChange(candidate, webUrl)}.`,
  ],
  BranchPushed: ({ head }, { release }) => [
    `✓ Built the release branch at ${formatSlackCode(shortenSha(head))}.`,
    renderPicked(release),
  ],
  BranchMoved: ({ head, from }) => [
    `⚠ The release branch moved from ${formatSlackCode(shortenSha(from))} to ${formatSlackCode(shortenSha(head))}.`,
  ],
  HandsSeen: ignoreEvent,
  CutFrozen: ({ freeze }) => [formatSlackProse(describeFreeze(freeze))],
  CutUnfrozen: ({ by }) => [
    by.kind === 'person'
      ? `${formatSlackOriginator(by)} ended the freeze of the line.`
      : 'The freeze of the line is over.',
  ],
  OutsideCommitsJudged: ({ commits }) => [formatSlackProse(`⚠ ${describeOutsideCommits(commits)}`)],
  FlagsSeen: ({ news }) =>
    news.length === 0
      ? null
      : news.slice(0, MOST_FLAGS).map((flag) => `⚠ ${formatSlackProse(toSentence(flag))}`),
  BumpRequested: ignoreEvent,
  Bumped: ignoreEvent,
  PullRequestShown: ({ pullRequest, head }, { webUrl }) => [
    `The release pull request is ${linkSlackPullRequest(pullRequest, webUrl)}, at ${formatSlackCode(shortenSha(head))}. Its tests are running.`,
  ],
  CheckSeen: ignoreEvent,
  TestFailed: renderTestFailed,
  TestRetryAsked: ignoreEvent,
  ProbeAsked: ignoreEvent,
  BisectAsked: ({ check }) => [
    formatSlackProse(`Bisecting the picks to find the one that breaks \`${check}\`.`),
  ],
  BreakFound: renderBreak,
  ItemTicked: ignoreEvent,
  ItemUnticked: ignoreEvent,
  GateOpened: ({ gate, head, skipped }) => [
    renderGateOpened(gate, head) + formatSlackProse(describeSkipped(skipped)),
  ],
  ItemsSkipped: ({ items }) => [formatSlackProse(describeSkipped(items).trim())],
  GateShut: renderGateShut,
  PromptOpened: ignoreEvent,
  PromptClosed: ignoreEvent,
  ApprovalGiven: ({ person, subject }, { release }) => [
    `✓ Go by ${formatSlackPerson(person)} for ${formatSlackProse(formatSubject(subject, release.ledger.about.version))}.`,
  ],
  ApprovalVoided: ({ person, because }) => [
    `The go of ${formatSlackPerson(person)} is void: ${formatReason(because)}`,
  ],
  NoGoGiven: ({ by, because }) => [
    `✗ *No-go* by ${formatSlackOriginator(by)}: ${formatReason(because)}`,
    'To continue, a captain runs `/release resume`.',
  ],
  NotesRequested: ignoreEvent,
  NotesDrafted: ignoreEvent,
  NotesEdited: ({ by }) => [`${formatSlackOriginator(by)} edited the notes.`],
  TagRequested: ignoreEvent,
  Tagged: ({ tag, commit }) => [
    `✓ Tagged ${formatSlackCode(tag)} at ${formatSlackCode(shortenSha(commit))}. Waiting for the build.`,
  ],
  ArtifactsStarted: ignoreEvent,
  ArtifactVerified: ignoreEvent,
  ArtifactsFailed: ({ because }) => [
    `✗ *The build failed:* ${formatReason(describeBuildFailure(because))}`,
    'Run it again with `/release retry artifacts`.',
  ],
  PublishRequested: ignoreEvent,
  Published: ({ url }, { release }) => [
    `✓ *${formatLink(url, `${release.ledger.about.version} is published`)}.*`,
  ],
  ShippedTold: ignoreEvent,
  RolledBack: ({ to, because, by }) => [
    `↩ *Production is back on ${escapeMrkdwn(to, 60)}*, says ${formatSlackOriginator(by)}: ${formatReason(because)}`,
  ],
  BackToMainShown: ({ pullRequest }, { webUrl }) => [
    `Bring version and changelog back to main: ${linkSlackPullRequest(pullRequest, webUrl)}.`,
  ],
  // A no-go is told by itself.
  Held: ({ by, because }) =>
    typeof because !== 'string' && because.code === 'no-go'
      ? null
      : [`⚠ *Held* by ${formatSlackOriginator(by)}: ${formatReason(because)}`, suggestResume(because) ?? ''],
  Resumed: ({ by, accepts }) => [
    accepts === undefined
      ? `▸ ${formatSlackOriginator(by)} resumed it.`
      : `▸ ${formatSlackOriginator(by)} accepted ${formatSlackCode(shortenSha(accepts))} and resumed it.`,
  ],
  Aborted: ({ by, because }) => [`✗ *Aborted* by ${formatSlackOriginator(by)}: ${formatReason(because)}`],
  StepFailed: renderStepFailed,
  EffectRefused: ({ effect, what, next, askedBy }) => [
    formatSlackProse(`⚠ ${describeRefusedEffect(effect)} ${toSentence(shorten(what, LONGEST))}`),
    formatSlackProse(next),
    askedBy === null ? '' : `${formatSlackPerson(askedBy)} asked for it.`,
  ],
  StepRetried: ignoreEvent,
  PrereleaseRequested: ({ version, by }) => [
    `${formatSlackOriginator(by)} started ${escapeMrkdwn(version, 60)} from here.`,
  ],
  PromotionRequested: ({ version, by }) => [
    `${formatSlackOriginator(by)} started ${escapeMrkdwn(version, 60)} from here.`,
  ],
  ...ROLLOUT_LINES,
}

/** An event meets its own row. */
function renderEventLines<T extends EventType>(
  type: T,
  event: Events[T],
  where: EventContext,
): readonly string[] | null {
  return LINES[type](event, where)
}

function renderConflict(
  { candidate, files }: EventOf<'PickConflicted'>,
  { release, webUrl, people }: EventContext,
): string[] {
  const authors = getPlan(release)?.picks.find((pick) => pick.candidate === candidate)?.authors ?? []
  const known = authors.flatMap(({ id }) => people.get(id) ?? []).map(mentionInSlack)
  const unknown = authors.map(formatSlackPerson)
  const whose = known.length > 0 ? known : unknown
  return [
    `✗ *${linkSlackChange(candidate, webUrl)} conflicts* in ${formatNumber(files.length, 'file')}.`,
    whose.length === 0 ? '' : `Written by ${formatList(whose.slice(0, 5))}.`,
    formatSlackProse(
      `Resolve it in the pull request that follows, or a captain leaves it out with \`/release drop ${formatCandidateName(candidate)} because …\`.`,
    ),
  ]
}

function renderBreak(
  { check, candidate, head, because }: EventOf<'BreakFound'>,
  { webUrl }: EventContext,
): string[] {
  const by = candidate === null ? '' : ` by ${linkSlackChange(candidate, webUrl)}`
  const next =
    candidate === null
      ? 'Open the run, and fix it on the release branch or on main.'
      : `Leave it out with \`/release drop ${formatCandidateName(candidate)} because …\`, or fix it on main and pick the fix.`
  return [
    `✗ ${formatSlackCode(check, 60)} *is broken*${by} (${formatSlackCode(shortenSha(head))}). ${formatReason(because)}`,
    formatSlackProse(next),
  ]
}

function renderGateShut({ head, missing }: EventOf<'GateShut'>): string[] {
  const more = missing.length - MOST_MISSING
  return [
    `✗ *Back to testing.* On ${formatSlackCode(shortenSha(head))} this is no longer true, so nothing is tagged:`,
    ...missing.slice(0, MOST_MISSING).map((one) => `• ${formatReason(describeStored(one))}`),
    more > 0 ? `… and ${more} more, in the tracking issue` : '',
  ]
}

function renderLeft(how: string, event: EventOf<'PickDropped' | 'PickDeferred'>, webUrl: string): string {
  return `${linkSlackChange(event.candidate, webUrl)} ${how} by ${formatSlackOriginator(event.by)}: ${formatReason(event.because)}`
}

/** What somebody wrote, or a rule says, at the end of a line. */
function formatReason(because: Because): string {
  const text = describeBecause(because)
  return formatSlackProse(toSentence(shorten(text, LONGEST)))
}

function renderStepFailed(event: EventOf<'StepFailed'>): string[] {
  const reason = getFailureReason(event)
  return [
    formatSlackProse(
      `⚠ The step \`${event.step}\` failed. ${toSentence(shorten(describeFailure(reason).what, LONGEST))}`,
    ),
    formatSlackProse(suggestFix({ step: event.step, reason })),
  ]
}
