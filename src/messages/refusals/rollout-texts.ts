import { NOTHING_TO_DO, type RefusalTexts, SEE_STATUS } from './texts.ts'

type Code =
  | 'nothing-watched'
  | 'soak-of-production'
  | 'no-decision-awaited'
  | 'rollout-rolled-back'
  | 'rollout-to-itself'
  | 'not-in-production'
  | 'line-not-locked'
  | 'no-drill-environment'
  | 'environment-in-use'
  | 'rollout-over'
  | 'rollout-not-begun'
  | 'environment-order'
  | 'close-before-publication'
  | 'still-watched'
  | 'closing-gate-shut'

/** What people say about the deployment. */
export const ROLLOUT_TEXTS: RefusalTexts<Code> = {
  'nothing-watched': ({ version }) => ({
    what: `${version} isn't being watched right now.`,
    next: SEE_STATUS,
  }),
  'soak-of-production': ({ environment }) => ({
    what: `The soak of \`${environment}\` can't be skipped: production widens only when its metrics say so.`,
    next: 'Wait for it, or go back with `/release rollback because …`.',
  }),
  'no-decision-awaited': ({ version }) => ({
    what: `The watch of ${version} doesn't wait for a decision.`,
    next: SEE_STATUS,
  }),
  'rollout-rolled-back': ({ version, to }) => ({
    what: `${version} was already rolled back to ${to}.`,
    next: 'Unlock its line with `/release unlock because …` when the next version may be rolled out.',
  }),
  'rollout-to-itself': ({ version }) => ({
    what: `${version} can't be rolled back to itself.`,
    next: 'Leave the version out to go back to the one before.',
  }),
  'not-in-production': ({ version }) => ({
    what: `${version} isn't in production, so there is nothing to roll back.`,
    next: 'Cancel the release with `/release abort because …`.',
  }),
  'line-not-locked': ({ line }) => ({
    what: `Line ${line} isn't locked by this release.`,
    next: NOTHING_TO_DO,
  }),
  'no-drill-environment': () => ({
    what: 'The policy names no environment before production to test the rollback in.',
    next: 'Test it by hand, then run `/release check rollback-tested`.',
  }),
  'environment-in-use': ({ environment }) => ({
    what: `The rollout uses \`${environment}\` right now.`,
    next: 'Try again when the release waits for production.',
  }),
  'rollout-over': ({ version }) => ({ what: `The rollout of ${version} is over.`, next: NOTHING_TO_DO }),
  'rollout-not-begun': ({ version }) => ({
    what: `The rollout of ${version} hasn't begun: it begins when the artifacts are verified.`,
    next: SEE_STATUS,
  }),
  'environment-order': ({ environment, now }) => ({
    what: `\`${environment}\` isn't next: environments change in the order of the policy, and \`${now}\` is the current one.`,
    next: `Run \`/release deploy ${now}\`.`,
  }),
  'close-before-publication': ({ version }) => ({
    what: `${version} isn't published yet.`,
    next: 'Publish it with `/release publish`, or cancel it with `/release abort because …`.',
  }),
  'still-watched': ({ version }) => ({
    what: `${version} is still being watched.`,
    next: 'Run `/release status` to see until when. Accept what got worse with `/release continue because …`.',
  }),
  'closing-gate-shut': ({ version }) => ({
    what: `A task after the release of ${version} isn't done yet.`,
    next: 'Run `/release why` to see what is missing.',
  }),
}
