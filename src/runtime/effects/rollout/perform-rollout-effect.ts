import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { RolloutEffect } from '../../../release/lifecycle/rollout/effects.ts'
import { deployVersion, rollBack } from './deploying/deploy.ts'
import { runDrill } from './deploying/drill.ts'
import { runSmokeTest } from './deploying/smoke-test.ts'
import { checkEnvironment, freeEnvironment } from './environments.ts'
import { verifyDeployment, verifyHealth } from './health.ts'
import { verifyImages } from './images.ts'
import { markRolledBack, openIncident, openReview } from './issues.ts'
import { readMetrics } from './metrics.ts'
import { notifyCustomers, postAnnouncement, updateStatusPage } from './notices.ts'
import { movePin } from './pin.ts'
import type { RolloutContext } from './rollout-context.ts'
import { readWatch } from './watch.ts'

/** Has an effect of the rollout done, and says what the world answered. */
export function performRolloutEffect(
  context: RolloutContext,
  effect: RolloutEffect,
): Promise<readonly Fact[]> {
  switch (effect.kind) {
    case 'check-environment':
      return checkEnvironment(context, effect)
    case 'free-environment':
      return freeEnvironment(context, effect)
    case 'deploy-version':
      return deployVersion(context, effect)
    case 'run-smoke-test':
      return runSmokeTest(context, effect)
    case 'read-metrics':
      return readMetrics(context, effect)
    case 'verify-images':
      return verifyImages(context, effect)
    case 'run-drill':
      return runDrill(context, effect)
    case 'notify-customers':
      return notifyCustomers(context, effect)
    case 'update-status-page':
      return updateStatusPage(context, effect)
    case 'post-announcement':
      return postAnnouncement(context, effect)
    case 'roll-back':
      return rollBack(context, effect)
    case 'verify-health':
      return verifyHealth(context, effect)
    case 'open-incident':
      return openIncident(context, effect)
    case 'mark-rolled-back':
      return markRolledBack(context, effect)
    case 'move-pin':
      return movePin(context, effect)
    case 'verify-deployment':
      return verifyDeployment(context, effect)
    case 'read-watch':
      return readWatch(context, effect)
    case 'open-review':
      return openReview(context, effect)
  }
}
