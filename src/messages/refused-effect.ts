import type { EffectKind } from '../release/lifecycle/effects.ts'
import { formatNumber } from './wording.ts'

/** What did not happen, as a sentence. */
const REFUSED: Readonly<Partial<Record<EffectKind, string>>> = {
  'rerun-test': 'GitHub didn’t run the test again.',
  'push-probe': 'The commit can’t be tested on its own, so the search for the breaking pick ends here.',
  'drop-probe': 'The branch that tested single commits still exists.',
  'open-conflict-pull-request': 'The pull request for the conflict could not be opened.',
  'close-conflict-pull-request': 'The pull request for the conflict could not be closed.',
  'close-pull-request': 'The release pull request could not be closed.',
  'read-checks': 'The checks of the release branch could not be read.',
  'bring-back': 'The pull request that brings version and changelog back to main could not be opened.',
  'open-release': 'The release that follows could not be opened.',
  'verify-images': 'The images of the previous version could not be verified in their registry.',
  'verify-deployment': 'The deployment could not be verified.',
  'run-drill': 'The rollback drill could not be run.',
  'notify-customers': 'Not every enterprise customer was notified.',
  'update-status-page': 'The status page could not be updated.',
  'post-announcement': 'The release could not be announced in the forum or on social networks.',
  'open-incident': 'The incident could not be opened.',
  'move-pin': 'The GitOps pin could not be moved.',
  'read-watch': 'Production could not be looked at during the watch.',
  'open-review': 'The review could not be opened.',
}

/** Describes what the world refused to do besides the steps of a release. */
export function describeRefusedEffect(effect: string): string {
  const known = Object.entries(REFUSED).find(([kind]) => kind === effect)
  return known?.[1] ?? `\`${effect}\` was refused.`
}

/** Describes why something was given up after many tries, and what to do about it. */
export function describeGivenUpEffect(attempts: number): { readonly what: string; readonly next: string } {
  return {
    what: `It failed ${attempts} times, so Release Captain stopped trying.`,
    next: 'Do it yourself, or answer for its line of the checklist. Your Release Captain administrator finds the reason in the logs.',
  }
}

/** Describes mails that were refused, or whose answer was lost, and what to do about them. */
export function describeMissedMails({
  recipients,
  missed,
}: {
  readonly recipients: number
  readonly missed: number
}): { readonly what: string; readonly next: string } {
  return {
    what: `${missed} of ${formatNumber(recipients, 'mail')} may not have arrived. None of them is sent again.`,
    next: 'Your Release Captain administrator finds the addresses in the logs. Tell these customers yourself.',
  }
}
