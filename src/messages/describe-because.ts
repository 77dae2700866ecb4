import { formatCandidateName } from '../release/changes/candidate.ts'
import type { Because, Cause, CauseCode } from '../release/lifecycle/causes.ts'
import type { RollbackCause } from '../release/lifecycle/rollout/words.ts'
import { formatDay, formatList, formatSome, shortenSha } from './wording.ts'

type Described<C extends CauseCode> = Extract<Cause, { code: C }>

/** Every cause has its words here. */
const TEXTS: { readonly [C in CauseCode]: (cause: Described<C>) => string } = {
  'enough-approvals': () => 'Enough people said go.',
  'no-go': ({ text }) => `No-go: ${text}`,
  'pull-request-closed': ({ outcome }) =>
    outcome === 'merged'
      ? 'The release pull request was merged by hand, so what is for this line alone is on main too. Revert it there; the release can go on.'
      : 'The release pull request was closed by hand. Open it again, so that people see what is released.',
  'analysis-failed': ({ environment, share, metrics }) =>
    `At ${share} % of \`${environment}\`, ${formatList(metrics.map((metric) => `\`${metric}\``))} failed.`,
  inconclusive: ({ environment, share, metrics }) =>
    `At ${share} % of \`${environment}\`, ${formatList(unclear(metrics))} can't be judged: there is too little data, or none.`,
  'rolled-back': () => 'Production was rolled back.',
  'base-rolled-back': ({ tag, to }) =>
    `${tag}, which this release starts from, was rolled back to ${to}. This release has its changes. To go on with them, run \`/release resume because …\`. To leave them out, run \`/release abort because …\` and cut the next version.`,
  'rollback-cause': ({ cause }) => describeRollbackCause(cause),
  aborted: () => 'The release was canceled.',
  'selection-changed': () => 'The list of changes is different now.',
  'policy-changed': () => 'The policy changed.',
  'notes-redrafted': () => 'The notes are drafted again.',
  'notes-edited': () => 'The notes changed.',
  'gates-shut': () => 'A test failed, or a checklist item was taken back.',
  'disclosure-moved': () => 'The disclosure is at another time now.',
  'issue-closed': () =>
    'The tracking issue was closed or deleted by hand. It was opened again, because the release goes on in it. To cancel the release, run `/release abort because …`.',
  'branch-deleted': () => 'The release branch was deleted by hand. Restore it.',
  'foreign-push': ({ head }) =>
    `Someone pushed ${shortenSha(head)} to the release branch. Look at it: run \`/release resume ${shortenSha(head)}\` to accept and test it, or \`/release plan\` to build the branch without it.`,
  'merged-unresolved': describeUnresolved,
  'markers-in-history': ({ candidate }) =>
    `The conflict of ${formatCandidateName(candidate)} is resolved, but a commit with its markers is on the release branch, and GitHub doesn't let Release Captain replace the branch. Allow the App to force-push to the release branch, or merge conflicts by squash.`,
  'has-commits': () => 'They have commits of their own on the release branch.',
  'right-lost': ({ how }) => LOST_RIGHTS[how],
  'approver-lost': ({ login, how, approved }) =>
    `${login} approved the ${approved} and can't any more. ${LOST_RIGHTS[how]}`,
  'tag-not-ours': ({ tag }) => `\`${tag}\` exists, and this release didn't create it. Find out who did.`,
  'tag-moved': ({ tag, commit, approved }) =>
    `\`${tag}\` is at ${shortenSha(commit)}, and ${shortenSha(approved)} was approved. Find out who moved it.`,
  'signature-wrong': ({ tag, signature }) =>
    `The signature of \`${tag}\` is ${signature}. Find out who created it.`,
  'conflict-skipped': ({ candidate }) =>
    `${formatCandidateName(candidate)} conflicts, and the policy skips changes that conflict.`,
  'waits-for-day': ({ urgency, due }) =>
    urgency === 'batch'
      ? `It can wait for the next batch, on ${formatDay(due)}.`
      : `It was merged after the cut-off, so it is due on ${formatDay(due)}.`,
  'fails-after-pick': ({ candidate }) =>
    `It fails after the pick of ${formatCandidateName(candidate)}, and not before.`,
  'fails-from-pick': () => 'It passes before this pick and fails after it.',
  'fails-without-pick': () => 'It fails on the tag that the release starts from, without any pick.',
  'fails-by-bump': () => 'It passes after the last pick. The version bump, which comes next, breaks it.',
  'fails-no-more': () => "The test doesn't fail any more.",
}

const LOST_RIGHTS: Readonly<Record<Described<'right-lost'>['how'], string>> = {
  'account-renamed': 'The account no longer has that name.',
  'role-lost': "They aren't an approver any more.",
}

function describeUnresolved({ candidate, marked, undecided }: Described<'merged-unresolved'>): string {
  const name = formatCandidateName(candidate)
  if (marked.length > 0)
    return `The pick of ${name} was merged with conflict markers in ${formatSome(marked, 3)}. Push a commit to the release branch that resolves them.`
  return `The pick of ${name} was merged, and no one decided about ${formatSome(undecided, 3)}, where git shows no conflict markers. Push a commit to the release branch that changes or deletes it, or that says \`Keeps: ${undecided[0] ?? ''}\` on a line of its message.`
}

function unclear(metrics: Described<'inconclusive'>['metrics']): string[] {
  return metrics.filter(({ kind }) => kind === 'inconclusive').map(({ metric }) => `\`${metric}\``)
}

/** Says what rolled a release back. */
export function describeRollbackCause(cause: RollbackCause): string {
  switch (cause.kind) {
    case 'person':
      return `${cause.person.login} asked for it.`
    case 'alert':
      return `The alert \`${cause.alert}\` fired${cause.summary === '' ? '' : `: ${cause.summary}`}.`
    case 'analysis':
      return `The metrics failed: ${formatList(cause.metrics.map((metric) => `\`${metric}\``))}.`
    case 'smoke-test':
      return 'The smoke test failed.'
  }
}

/** Says why, in words: a cause in ours, and what somebody wrote as it is. */
export function describeBecause(because: Because): string {
  return typeof because === 'string' ? because : describe(because.code, because)
}

type Causes = { readonly [C in CauseCode]: Described<C> }

function describe<C extends CauseCode>(code: C, cause: Causes[C]): string {
  return TEXTS[code](cause)
}

/** How a held release goes on, as a sentence; null where what holds it says so itself. */
export function suggestResume(because: Because): string | null {
  const saysSo = typeof because === 'object' && because.code === 'foreign-push'
  return saysSo ? null : 'To continue, a captain runs `/release resume`.'
}
