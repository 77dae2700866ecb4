import type { EffectKind } from '../release/lifecycle/effects.ts'

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
}

/** Describes what GitHub or git refused to do besides the steps of a release. */
export function describeRefusedEffect(effect: string): string {
  const known = Object.entries(REFUSED).find(([kind]) => kind === effect)
  return known?.[1] ?? `\`${effect}\` was refused.`
}
