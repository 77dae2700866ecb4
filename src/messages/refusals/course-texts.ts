import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { VoidApprovalReason } from '../../release/lifecycle/rules/approvals.ts'
import type { VerdictKind } from '../../release/planning/verdict.ts'
import { describeBecause } from '../describe-because.ts'
import { formatNumber, shortenSha, toSentence } from '../wording.ts'
import { CUT_NEXT, type RefusalTexts, SEE_STATUS } from './texts.ts'

type Code =
  | 'not-opened'
  | 'opened-already'
  | 'ended-already'
  | 'emergency-unnamed'
  | 'not-an-emergency'
  | 'track-unchanged'
  | 'own-fix'
  | 'line-frozen'
  | 'line-locked'
  | 'aborted'
  | 'published'
  | 'held'
  | 'held-already'
  | 'not-held'
  | 'not-accepted'
  | 'commits-not-judged'
  | 'commit-not-eligible'
  | 'commit-has-markers'
  | 'own-commits'
  | 'in-production'
  | 'no-question'
  | 'question-changed'
  | 'go-not-counted'

/** Whether there is a release, and whether it goes on. */
export const COURSE_TEXTS: RefusalTexts<Code> = {
  'not-opened': () => ({
    what: "This release doesn't exist yet.",
    next: 'Open it with `/release cut vX.Y.Z`.',
  }),
  'opened-already': ({ version, issue }) => ({
    what: `${version} is already open.`,
    next: `Go on in ${issue === null ? 'its tracking issue' : `#${issue}`}: \`/release status\`.`,
  }),
  'ended-already': ({ version, status }) => ({
    what: `${version} was ${status === 'aborted' ? 'canceled' : status} already. A version is never cut twice.`,
    next: CUT_NEXT,
  }),
  'emergency-unnamed': () => ({
    what: "You asked for an emergency release and didn't say which emergency it is for.",
    next: 'Add `critical-security`, `data-loss` or `service-outage`.',
  }),
  'not-an-emergency': ({ track }) => ({
    what: `A ${track} release can't name an emergency.`,
    next: 'Ask for the emergency track, or leave the emergency out.',
  }),
  'track-unchanged': ({ version, track }) => ({
    what: `${version} is on the ${track} track already.`,
    next: 'Name another track, or leave it as it is.',
  }),
  'own-fix': ({ login, item }) => ({
    what: `${login} wrote part of the fix, so their word for \`${item}\` doesn't count.`,
    next: 'Have another member of the security team look at the fix and tick it.',
  }),
  'line-frozen': ({ line, until, because, by }) => ({
    what: `${line} is frozen until ${until}${by === null ? '' : ` by ${by.login}`}, so nothing of it is cut: ${toSentence(because)}`,
    next: `Wait, or end the freeze with \`/release unfreeze ${line}\`.`,
  }),
  'line-locked': ({ line, lockedBy }) => ({
    what: `Line ${line} is locked: ${lockedBy} was rolled back.`,
    next: `To release from it again, run \`/release unlock because …\` on the tracking issue of ${lockedBy}.`,
  }),
  aborted: ({ version, because, spent }) => ({
    what: `${version} was canceled: ${toSentence(because)}`,
    next: spent ? CUT_NEXT : `Open it again with \`/release cut ${version}\`, or cut another version.`,
  }),
  published: ({ version }) => ({
    what: `${version} is published and can't change any more.`,
    next: CUT_NEXT,
  }),
  held: ({ version, because }) => ({
    what: `${version} is held: ${toSentence(describeBecause(because))}`,
    next: 'Run `/release resume` first.',
  }),
  'held-already': ({ version, because }) => ({
    what: `${version} is already held: ${toSentence(describeBecause(because))}`,
    next: 'Resume it with `/release resume` when it may go on.',
  }),
  'not-held': ({ version }) => ({ what: `${version} isn't held.`, next: SEE_STATUS }),
  'not-accepted': ({ head }) => ({
    what: `Someone put ${shortenSha(head)} on the release branch, and it isn't accepted yet.`,
    next: `Look at it. To release it, run \`/release resume ${shortenSha(head)}\`. To leave it out, build the branch again with \`/release plan\`.`,
  }),
  'commits-not-judged': ({ head }) => ({
    what: `${shortenSha(head)} isn't checked against the criteria yet.`,
    next: `Run \`/release resume ${shortenSha(head)}\` again in a minute. To leave it out, build the branch again with \`/release plan\`.`,
  }),
  'commit-not-eligible': ({ candidate, commit, verdict }) => ({
    what: `${shortenSha(commit)} on the release branch is ${VERDICTS[verdict]}.`,
    next: `Leave it out: build the branch again with \`/release plan\`. Or say what it is with \`/release assess ${formatCandidateName(candidate)} risk=… type=… severity=…\`, or have an approver allow it with \`/release except ${formatCandidateName(candidate)} because …\`, and resume then.`,
  }),
  'commit-has-markers': ({ commit }) => ({
    what: `${shortenSha(commit)} on the release branch has conflict markers in it, and no released history may have any.`,
    next: 'Build the branch again without it: `/release plan`.',
  }),
  'own-commits': ({ head }) => ({
    what: `You have commits on the release branch, so you can't accept ${shortenSha(head)}.`,
    next: `Ask another captain to run \`/release resume ${shortenSha(head)}\`.`,
  }),
  'in-production': ({ version }) => ({
    what: `${version} is in production.`,
    next: 'Roll it back first: `/release rollback because …`.',
  }),
  'no-question': ({ version }) => ({ what: `${version} doesn't wait for a go.`, next: SEE_STATUS }),
  'question-changed': ({ answer }) => ({
    what: `What you said ${answer} to has changed since.`,
    next:
      answer === 'go'
        ? 'Look at the current question, then run `/release go` again.'
        : 'Look at the current question. If the release must not go on, run `/release hold because …`.',
  }),
  'go-not-counted': ({ login, reason, needed }) => ({
    what: `A go of ${login} doesn't count here: ${describePart(reason)}.`,
    next: `Have ${formatNumber(needed, 'other approver')} run \`/release go\`.`,
  }),
}

const VERDICTS: Readonly<Record<VerdictKind, string>> = {
  eligible: 'eligible',
  'case-by-case': 'decided case by case, and no one has allowed it',
  'next-minor': 'for the next minor release, by the criteria',
  'not-ready': 'not ready, by the criteria',
}

function describePart(reason: VoidApprovalReason): string {
  switch (reason.part) {
    case 'requester':
      return 'they asked for this release'
    case 'author':
      return `they are an author of ${formatCandidateName(reason.candidate)} in it`
    case 'resolver':
      return `they resolved the conflict of ${formatCandidateName(reason.candidate)}`
    case 'committer':
      return 'they have commits of their own on the release branch'
    case 'resumer':
      return "they resumed the release with commits on its branch, and GitHub doesn't know whose they are"
  }
}
