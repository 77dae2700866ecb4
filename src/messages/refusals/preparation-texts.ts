import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { RefusalText } from '../../release/refusal.ts'
import { formatChoice, shortenSha } from '../wording.ts'
import { NOTHING_TO_DO, type RefusalTexts, SEE_STATUS } from './texts.ts'

type Code =
  | 'tag-requested'
  | 'other-plan-cut'
  | 'other-plan-expected'
  | 'planned-already'
  | 'not-planned'
  | 'exception-out-of-range'
  | 'policy-unchanged'
  | 'own-change'
  | 'plan-in-progress'
  | 'other-plan-shown'
  | 'not-testing'
  | 'no-failed-test'
  | 'no-checklist'
  | 'unknown-item'
  | 'item-applies'
  | 'step-running'
  | 'not-retryable'
  | 'no-head-to-test'
  | 'test-green'
  | 'test-running'

/** §1.1 to §2.2: what is taken, and how it is tested. */
export const PREPARATION_TEXTS: RefusalTexts<Code> = {
  'tag-requested': ({ tag }) => ({
    what: `The tag \`${tag}\` is being created, so its content can't change any more.`,
    next: 'Take the change into the next version of the line, or cancel this one with `/release abort because …`.',
  }),
  'other-plan-cut': ({ version }) => ({
    what: `The release branch of ${version} was cut from another plan.`,
    next: 'Change what is in it with `/release pick` and `/release drop`. `/release status` shows where it is.',
  }),
  'other-plan-expected': () => ({
    what: 'The cut was already asked for, with another plan.',
    next: 'Wait for the plan, look at it, then run `/release cut` again.',
  }),
  'planned-already': ({ candidate }) => ({
    what: `${formatCandidateName(candidate)} is already in the plan.`,
    next: `See why with \`/release explain ${formatCandidateName(candidate)}\`.`,
  }),
  'not-planned': ({ candidate }) => ({
    what: `${formatCandidateName(candidate)} isn't in the plan.`,
    next: 'Run `/release status` to see what is.',
  }),
  'exception-out-of-range': ({ until, days }) => ({
    what: `An exception lasts ${days} days at most, from today, and \`${until.slice(0, 20)}\` is outside of that.`,
    next: 'Give its last day as a date, such as `until=2026-03-04`.',
  }),
  'policy-unchanged': () => ({ what: 'The release already has this policy.', next: NOTHING_TO_DO }),
  'own-change': ({ command, candidate }) => describeOwnChange(command, formatCandidateName(candidate)),
  'plan-in-progress': () => ({
    what: 'The plan is being made, so there is nothing to confirm yet.',
    next: 'Wait for the plan, then confirm.',
  }),
  'other-plan-shown': ({ plan }) => ({
    what: `The plan is now \`${shortenSha(plan)}\`, and you looked at another one.`,
    next: 'Look at what is to confirm now, and confirm that.',
  }),
  'not-testing': () => ({
    what: 'You can look for a breaking pick only while the release branch is tested.',
    next: SEE_STATUS,
  }),
  'no-failed-test': ({ head }) => ({
    what: `No test failed on ${shortenSha(head)}.`,
    next: 'Wait for the tests. Run one that was canceled or is stale again with `/release retry`.',
  }),
  'no-checklist': () => ({
    what: 'The checklist is open while there is a release branch and no tag yet.',
    next: SEE_STATUS,
  }),
  'unknown-item': ({ item, known }) => ({
    what: `The checklist has no item \`${item.slice(0, 60)}\`.`,
    next: `Choose ${formatChoice(known)}.`,
  }),
  'item-applies': ({ item, text }) => ({
    what: `“${text}” always applies.`,
    next: `Verify it and run \`/release check ${item}\`.`,
  }),
  'step-running': ({ step }) => ({
    what: `The step \`${step}\` is running.`,
    next: 'Wait for it. It is retried automatically where that can help.',
  }),
  'not-retryable': ({ what, known }) => ({
    what: `\`${what.slice(0, 60)}\` can't be retried now.`,
    next: known.length === 0 ? SEE_STATUS : `Choose ${formatChoice(known)}.`,
  }),
  'no-head-to-test': ({ check }) => ({
    what: `There is no commit to run \`${check}\` on now.`,
    next: SEE_STATUS,
  }),
  'test-green': ({ check }) => ({ what: `\`${check}\` is green on this commit.`, next: NOTHING_TO_DO }),
  'test-running': ({ check }) => ({ what: `\`${check}\` is running.`, next: 'Wait for it.' }),
}

function describeOwnChange(command: 'Assess' | 'Except' | 'Confirm', name: string): RefusalText {
  if (command === 'Confirm')
    return {
      what: `You wrote ${name}, so you can't confirm it.`,
      next: `Ask another contributor to comment \`/release assess ${name} confirm=all\`.`,
    }
  if (command === 'Except')
    return {
      what: `You wrote ${name}, so you can't allow an exception for it.`,
      next: `Ask another approver to comment \`/release except ${name} because …\`.`,
    }
  return {
    what: `You wrote ${name}, so you can't set its type or severity.`,
    next: `Ask another contributor to comment \`/release assess ${name} …\`. You can set its risk: \`/release assess ${name} risk=…\`.`,
  }
}
