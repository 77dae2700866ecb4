import type { Fact } from '../../release/lifecycle/commands.ts'
import type { ChannelEffect, Effect } from '../../release/lifecycle/effects.ts'
import type { RolloutEffect } from '../../release/lifecycle/rollout/effects.ts'
import type { EffectContext } from '../github-state/effect-context.ts'
import { buildReleaseBranch, bumpVersion } from './branch/build-branch.ts'
import { closeConflict, openConflict } from './branch/conflict-pull-request.ts'
import { judgeCommits } from './branch/judge-commits.ts'
import { dropProbe, pushProbe } from './branch/probe.ts'
import { closePullRequest, showPullRequest } from './branch/release-pull-request.ts'
import { readChecks, rerunTest } from './checks.ts'
import { performEmbargoEffect } from './embargo/perform-embargo-effect.ts'
import { ask, closeQuestion } from './issue/questions.ts'
import { commentOnEvent, commentShipped } from './issue/tell-people.ts'
import { drawRelease, openTrackingIssue } from './issue/tracking-issue.ts'
import { makeReleasePlan } from './plan.ts'
import { buildArtifacts } from './publication/artifacts.ts'
import { openBackToMainPull } from './publication/back-to-main.ts'
import { draftNotesOnce } from './publication/draft-notes.ts'
import { publishRelease } from './publication/github-release.ts'
import { pushTag } from './publication/push-tag.ts'

/** Effects that answer with facts; of the others one writes to another release, and some to chats. */
type FactEffect = Exclude<Effect, { kind: 'open-release' } | ChannelEffect | RolloutEffect>

/** Has an effect done, and says what the world answered. */
export function performFactEffect(context: EffectContext, effect: FactEffect): Promise<readonly Fact[]> {
  switch (effect.kind) {
    case 'open-issue':
      return openTrackingIssue(context, effect)
    case 'draw-issue':
      return drawRelease(context, effect)
    case 'make-plan':
      return makeReleasePlan(context, effect)
    case 'build-branch':
      return buildReleaseBranch(context, effect)
    case 'bump-version':
      return bumpVersion(context, effect)
    case 'open-conflict-pull-request':
      return openConflict(context, effect)
    case 'close-conflict-pull-request':
      return closeConflict(context, effect)
    case 'show-pull-request':
      return showPullRequest(context, effect)
    case 'close-pull-request':
      return closePullRequest(context, effect)
    case 'read-checks':
      return readChecks(context, effect)
    case 'judge-commits':
      return judgeCommits(context, effect)
    case 'rerun-test':
      return rerunTest(context, effect)
    case 'push-probe':
      return pushProbe(context, effect)
    case 'drop-probe':
      return dropProbe(context, effect)
    case 'draft-notes':
      return draftNotesOnce(context, effect)
    case 'ask':
      return ask(context, effect)
    case 'close-question':
      return closeQuestion(context, effect)
    case 'push-tag':
      return pushTag(context, effect)
    case 'build-artifacts':
      return buildArtifacts(context, effect)
    case 'publish-release':
      return publishRelease(context, effect)
    case 'rehearse-disclosure':
    case 'draft-advisory':
    case 'update-advisory':
    case 'register-cve':
    case 'pre-notify':
    case 'disclose-code':
    case 'publish-advisory':
    case 'attach-advisory':
      return performEmbargoEffect(context, effect)
    case 'tell-shipped':
      return commentShipped(context, effect)
    case 'bring-back':
      return openBackToMainPull(context, effect)
    case 'tell':
      return commentOnEvent(context, effect)
  }
}
