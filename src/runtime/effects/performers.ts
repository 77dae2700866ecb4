import type { Fact } from '../../release/lifecycle/commands.ts'
import type { ChannelEffect, Effect } from '../../release/lifecycle/effects.ts'
import { buildArtifacts } from './artifacts.ts'
import { bringBack } from './back-to-main.ts'
import { buildBranch, bumpVersion } from './branch.ts'
import { readChecks, rerunTest } from './checks.ts'
import { closeConflict, openConflict } from './conflicts.ts'
import { drawRelease, openTrackingIssue } from './issue.ts'
import { draftNotes } from './notes.ts'
import type { Scene } from './performing.ts'
import { makePlan } from './plan.ts'
import { dropProbe, pushProbe } from './probe.ts'
import { publishRelease } from './publication.ts'
import { closePullRequest, showPullRequest } from './pull-request.ts'
import { ask, closeQuestion } from './questions.ts'
import { pushTag } from './tag.ts'
import { tellPeople, tellShipped } from './telling.ts'

/** Effects that answer with facts; of the others one writes to another release, and some to chats. */
export type FactEffect = Exclude<Effect, { kind: 'open-release' } | ChannelEffect>

/** Has an effect done, and says what the world answered. */
export function factsOf(scene: Scene, effect: FactEffect): Promise<readonly Fact[]> {
  switch (effect.kind) {
    case 'open-issue':
      return openTrackingIssue(scene, effect)
    case 'draw-issue':
      return drawRelease(scene, effect)
    case 'make-plan':
      return makePlan(scene, effect)
    case 'build-branch':
      return buildBranch(scene, effect)
    case 'bump-version':
      return bumpVersion(scene, effect)
    case 'open-conflict-pull-request':
      return openConflict(scene, effect)
    case 'close-conflict-pull-request':
      return closeConflict(scene, effect)
    case 'show-pull-request':
      return showPullRequest(scene, effect)
    case 'close-pull-request':
      return closePullRequest(scene, effect)
    case 'read-checks':
      return readChecks(scene, effect)
    case 'rerun-test':
      return rerunTest(scene, effect)
    case 'push-probe':
      return pushProbe(scene, effect)
    case 'drop-probe':
      return dropProbe(scene, effect)
    case 'draft-notes':
      return draftNotes(scene, effect)
    case 'ask':
      return ask(scene, effect)
    case 'close-question':
      return closeQuestion(scene, effect)
    case 'push-tag':
      return pushTag(scene, effect)
    case 'build-artifacts':
      return buildArtifacts(scene, effect)
    case 'publish-release':
      return publishRelease(scene, effect)
    case 'tell-shipped':
      return tellShipped(scene, effect)
    case 'bring-back':
      return bringBack(scene, effect)
    case 'tell':
      return tellPeople(scene, effect)
  }
}
