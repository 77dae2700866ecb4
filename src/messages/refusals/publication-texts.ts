import type { Missing } from '../../release/lifecycle/rules/missing.ts'
import { describeBecause } from '../describe-because.ts'
import { describeMissing } from '../missing-text.ts'
import { formatNumber, toSentence } from '../wording.ts'
import { CUT_NEXT, type RefusalTexts, SEE_STATUS } from './texts.ts'

type Code =
  | 'notes-settled'
  | 'notes-not-due'
  | 'no-notes'
  | 'notes-publishing'
  | 'notes-changed'
  | 'not-built'
  | 'delivering'
  | 'not-tagged'
  | 'publication-gate-shut'
  | 'approvals-missing'
  | 'is-prerelease'
  | 'no-plan'
  | 'other-version-next'
  | 'follower-open'
  | 'not-published'
  | 'back-to-itself'
  | 'rolled-back'
  | 'is-stable'
  | 'prerelease-not-published'

/** §3.1, §3.2, Pre-release Versions and Manual Rollback. */
export const PUBLICATION_TEXTS: RefusalTexts<Code> = {
  'notes-settled': () => ({
    what: "The tag is being created, so the notes aren't drafted again.",
    next: 'Edit them in the tracking issue.',
  }),
  'notes-not-due': () => ({
    what: 'The notes are drafted when the tests are green and the checklist is complete.',
    next: SEE_STATUS,
  }),
  'no-notes': () => ({
    what: 'There are no notes to edit yet.',
    next: 'Wait for the draft: it comes when the tests are green.',
  }),
  'notes-publishing': () => ({
    what: 'The release is being published with the notes as they were.',
    next: 'Edit the GitHub release when it is there.',
  }),
  'notes-changed': () => ({
    what: 'The notes that you edited have changed since.',
    next: 'Look at them as they are now, then edit them again.',
  }),
  'not-built': ({ version, missing }) => ({
    what: `${version} isn't built yet. ${describeArtifacts(missing)}`.trim(),
    next: 'Wait for the build. If it failed, run `/release retry artifacts`.',
  }),
  delivering: ({ version }) => ({
    what: `${version} is published when its deployment is healthy.`,
    next: SEE_STATUS,
  }),
  'not-tagged': ({ version }) => ({
    what: `${version} has no tag yet, so there is nothing to publish.`,
    next: SEE_STATUS,
  }),
  'publication-gate-shut': ({ version }) => ({
    what: `${version} isn't ready to be published: a gate is closed.`,
    next: 'Run `/release why` to see what is missing.',
  }),
  'approvals-missing': ({ version, needed }) => ({
    what: `${version} waits for ${formatNumber(needed, 'more approval')}.`,
    next: 'Have an approver run `/release go`.',
  }),
  'is-prerelease': ({ version }) => ({
    what: `${version} is a prerelease itself.`,
    next: 'Ask for the next one in the tracking issue of the stable version.',
  }),
  'no-plan': () => ({
    what: 'There is no plan to make a prerelease of.',
    next: 'Wait for the plan, then try again.',
  }),
  'other-version-next': ({ version, channel, line, next }) => ({
    what: `The next ${channel} of line ${line} is ${next}, and this release is ${version}.`,
    next: CUT_NEXT,
  }),
  'follower-open': ({ version }) => ({
    what: `${version} is already open.`,
    next: 'Go on in its own tracking issue.',
  }),
  'not-published': ({ version }) => ({
    what: `${version} isn't published, so no one was told about it.`,
    next: 'Cancel it with `/release abort because …`.',
  }),
  'back-to-itself': ({ version }) => ({
    what: `${version} can't be rolled back to itself.`,
    next: 'Name the version that runs in production now.',
  }),
  'rolled-back': ({ version, to, because }) => ({
    what: `${version} was already rolled back to ${to}: ${toSentence(describeBecause(because))}`,
    next: CUT_NEXT,
  }),
  'is-stable': ({ version }) => ({
    what: `${version} is a stable version. You can only promote a prerelease.`,
    next: 'Run `/release publish` when it is built.',
  }),
  'prerelease-not-published': ({ version }) => ({
    what: `${version} isn't published, so no one could try it.`,
    next: 'Publish it first with `/release publish`.',
  }),
}

function describeArtifacts(missing: readonly Missing[]): string {
  return missing
    .filter(({ code }) => code === 'artifact-not-found')
    .map((one) => describeMissing(one).what)
    .join(' ')
}
