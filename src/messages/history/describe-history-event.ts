import { formatCandidateName } from '../../release/changes/candidate.ts'
import {
  type EventOf,
  type EventType,
  getFailureReason,
  type ReleaseEvent,
} from '../../release/lifecycle/events.ts'
import { describeFreeze } from '../branch/describe-freeze.ts'
import { describeOutsideCommits } from '../branch/outside-commits.ts'
import { describeBecause } from '../describe-because.ts'
import { describeBuildFailure, describeCutDecline, describeFailure } from '../describe-failure.ts'
import { describeStored } from '../missing-text.ts'
import { describeRefusedEffect } from '../refused-effect.ts'
import { describeEmergency } from '../release/describe-event.ts'
import { describeSkipped } from '../release/describe-skipped.ts'
import { formatSubject } from '../release/opened-release.ts'
import { nameRule } from '../rule-names.ts'
import { EMBARGO_HISTORY } from '../security/describe-embargo-event.ts'
import {
  formatDay,
  formatList,
  formatNumber,
  formatSome,
  shortenDigest,
  shortenSha,
  toSentence,
} from '../wording.ts'
import { ROLLOUT_HISTORY } from './rollout-history.ts'

type Events = { readonly [T in EventType]: EventOf<T> }
type Describe<E> = (event: E, version: string) => string

/** Every type of event in one sentence, with code in backquotes; who and when stand beside it. */
const HISTORY: { readonly [T in EventType]: Describe<Events[T]> } = {
  Opened: ({ version, base, track }) => `Opened ${version} from \`${base.tag}\` as a ${track} release.`,
  Imported: ({ version, release }) =>
    `Imported ${version} with ${formatNumber(release.changes.length, 'change')}. It was ${release.source === 'tag' ? 'tagged' : 'published'} on ${formatDay(release.publishedAt)}.`,
  IssueShown: ({ issue }) => `Opened the tracking issue #${issue}.`,
  BaseRolledBack: ({ base, passedOver = [] }) =>
    `Starts from \`${base.tag}\` now: ${formatList(passedOver)} was rolled back.`,
  PolicyTaken: ({ policy }) => `Took over the policy \`${shortenDigest(policy.digest)}\`.`,
  TrackChanged: ({ track, because }) => `Put the release on the ${track} track: ${toSentence(because)}`,
  PlanRequested: () => 'Asked for a new plan.',
  Planned: ({ plan }) =>
    `Planned ${formatNumber(plan.picks.length, 'change')} (plan \`${shortenDigest(plan.digest)}\`).`,
  CutRequested: () => 'Started the cut.',
  CutDeclined: (event) => `Didn't create the release branch: ${describeCutDecline(event).what}`,
  BuildRequested: () => 'Asked for the release branch.',
  PickRequested: ({ candidate }) => `Picked ${formatCandidateName(candidate)}.`,
  PickDropped: ({ candidate, because }) =>
    `Left ${formatCandidateName(candidate)} out: ${toSentence(because)}`,
  PickDeferred: ({ candidate, because }) =>
    `Deferred ${formatCandidateName(candidate)} to a later release: ${toSentence(describeBecause(because))}`,
  Assessed: ({ candidate, assessment }) =>
    `Assessed ${formatCandidateName(candidate)}: ${[`risk ${assessment.risk}`, assessment.type, assessment.severity].filter((part) => part !== null).join(', ')}.`,
  ReleaseDayCame: ({ day }, version) => `${day.date} is the day of ${version}.`,
  EmergencyDeclared: (event) => describeEmergency(event),
  UnknownsConfirmed: ({ candidate, rules }) =>
    `Confirmed ${formatCandidateName(candidate)}: ${formatList(rules.map(nameRule))}.`,
  Excepted: ({ candidate, until, because }) =>
    `Allowed ${formatCandidateName(candidate)} by exception until ${until}: ${toSentence(because)}`,
  PickApplied: ({ candidate, outcome }) =>
    `Applied ${formatCandidateName(candidate)}${outcome === 'empty' ? ', which changes nothing' : ''}.`,
  PickConflicted: ({ candidate, files }) =>
    `${formatCandidateName(candidate)} conflicts in ${formatSome(
      [...files].map((file) => `\`${file}\``),
      3,
    )}.`,
  ConflictShown: ({ candidate, pullRequest }) =>
    `Opened #${pullRequest} to resolve the conflict of ${formatCandidateName(candidate)}.`,
  PickResolved: ({ candidate, author }) =>
    `${author.login} resolved the conflict of ${formatCandidateName(candidate)}.`,
  BranchPushed: ({ head }) => `Built the release branch at \`${shortenSha(head)}\`.`,
  BranchMoved: ({ from, head }) =>
    `The release branch moved from \`${shortenSha(from)}\` to \`${shortenSha(head)}\`.`,
  HandsSeen: ({ people }) =>
    people.length === 0
      ? 'No one else has commits on the release branch.'
      : `${formatSome(
          people.map(({ login }) => login),
          5,
        )} put commits on the release branch.`,
  CutFrozen: ({ freeze }) => describeFreeze(freeze),
  CutUnfrozen: () => 'Ended the freeze of the line.',
  OutsideCommitsJudged: ({ commits }) => describeOutsideCommits(commits),
  FlagsSeen: ({ news, flags }) =>
    news.length === 0
      ? `Checked main for later changes: ${formatNumber(flags.length, 'change')} to look at.`
      : `Main changed something that is in the release: ${news.map(toSentence).join(' ')}`,
  BumpRequested: () => 'Asked for the version bump.',
  Bumped: ({ head }) => `Committed the version bump at \`${shortenSha(head)}\`.`,
  PullRequestShown: ({ pullRequest }) => `Opened the release pull request #${pullRequest}.`,
  CheckSeen: ({ check, conclusion, head }) =>
    `The test \`${check}\` is ${conclusion.replaceAll('_', ' ')} on \`${shortenSha(head)}\`.`,
  TestFailed: ({ check, head }) => `Told people that \`${check}\` failed on \`${shortenSha(head)}\`.`,
  TestRetryAsked: ({ check }) => `Asked to run \`${check}\` again.`,
  ProbeAsked: ({ candidate }) =>
    candidate === null
      ? 'Tests the base by itself.'
      : `Tests the branch after ${formatCandidateName(candidate)} by itself.`,
  BisectAsked: ({ check }) => `Started bisecting the picks for \`${check}\`.`,
  BreakFound: ({ check, candidate, because }) =>
    `\`${check}\` breaks${candidate === null ? '' : ` by ${formatCandidateName(candidate)}`}: ${toSentence(describeBecause(because))}`,
  ItemTicked: ({ tick }) =>
    `${tick.as === 'done' ? 'Ticked' : 'Marked as not applicable:'} \`${tick.item}\`${tick.evidence === null ? '' : ` (${tick.evidence})`}.`,
  ItemUnticked: ({ item }) => `Unticked \`${item}\`.`,
  ItemsSkipped: ({ gate, items }) => `At the gate \`${gate}\`:${describeSkipped(items)}`,
  GateOpened: ({ gate, skipped }) => `The gate \`${gate}\` is open.${describeSkipped(skipped)}`,
  GateShut: ({ gate, missing }) =>
    `The gate \`${gate}\` is shut again: ${missing.map((one) => toSentence(describeStored(one))).join(' ')}`,
  PromptOpened: ({ subject }, version) => `Asked for a go for ${formatSubject(subject, version)}.`,
  PromptClosed: ({ because }) => `Closed the question: ${toSentence(describeBecause(because))}`,
  ApprovalGiven: ({ person, subject }, version) =>
    `${person.login} said go for ${formatSubject(subject, version)}.`,
  ApprovalVoided: ({ person, because }) =>
    `The go of ${person.login} is void: ${toSentence(describeBecause(because))}`,
  NoGoGiven: ({ because }) => `Said no-go: ${toSentence(because)}`,
  NotesRequested: () => 'Asked for the release notes.',
  NotesDrafted: ({ notes }) => `Drafted the release notes \`${shortenDigest(notes)}\`.`,
  NotesEdited: ({ notes }) => `Edited the release notes (\`${shortenDigest(notes)}\`).`,
  TagRequested: ({ tag, commit }) => `Asked for the tag \`${tag}\` at \`${shortenSha(commit)}\`.`,
  Tagged: ({ tag, commit }) => `Tagged \`${tag}\` at \`${shortenSha(commit)}\`.`,
  ArtifactsStarted: () => 'The build of the artifacts started.',
  ArtifactVerified: ({ artifact }) => `Verified the artifact \`${artifact}\`.`,
  ArtifactsFailed: ({ because }) => `The build failed: ${toSentence(describeBuildFailure(because))}`,
  PublishRequested: () => 'Asked for the publication.',
  Published: () => 'Published the GitHub release.',
  ShippedTold: ({ candidate }) => `Told the people of ${formatCandidateName(candidate)} that it shipped.`,
  RolledBack: ({ to, because }) =>
    `Recorded that production is back on ${to}: ${toSentence(describeBecause(because))}`,
  BackToMainShown: ({ pullRequest }) => `Opened #${pullRequest} to bring the version back to main.`,
  Held: ({ because }) => `Held the release: ${toSentence(describeBecause(because))}`,
  Resumed: ({ accepts }) =>
    accepts === undefined
      ? 'Resumed the release.'
      : `Accepted \`${shortenSha(accepts)}\`, which someone put on the branch, and resumed the release.`,
  Aborted: ({ because }) => `Aborted the release: ${toSentence(because)}`,
  StepFailed: (event) =>
    `The step \`${event.step}\` failed: ${toSentence(describeFailure(getFailureReason(event)).what)}`,
  EffectRefused: ({ effect, what }) => `${describeRefusedEffect(effect)} ${toSentence(what)}`,
  StepRetried: ({ step }) => `Retried the step \`${step}\`.`,
  PrereleaseRequested: ({ version }) => `Started ${version} from here.`,
  PromotionRequested: ({ version }) => `Started ${version} from here.`,
  ...ROLLOUT_HISTORY,
  ...EMBARGO_HISTORY,
}

/** Describes what happened to a release, for its timeline and the audit log. */
export function describeHistoryEvent(event: ReleaseEvent, version: string): string {
  return describe(event.type, event, version)
}

/** An event meets its own row. */
function describe<T extends EventType>(type: T, event: Events[T], version: string): string {
  return HISTORY[type](event, version)
}
