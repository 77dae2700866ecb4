import type { DeployerPolicy } from '../../policy/deployment/deployer.ts'
import type { EnvironmentPolicy } from '../../policy/deployment/environments.ts'
import { NOTICE_NAMES } from '../../policy/deployment/notices.ts'
import type { Policy } from '../../policy.ts'
import type { DeployerTerms } from './deployer-terms.ts'
import type { EnvironmentTerms, RolloutTerms } from './terms.ts'

/**
 * Pins what of a policy its rollout is decided by, with what it is done with: a rollback reads nothing before it acts.
 * Null where the policy names no environment: then a release ends with its publication.
 */
export function pinRollout(policy: Policy): RolloutTerms | null {
  const { environments, rollout, rollback, watch, announcements, review, build } = policy
  if (environments.length === 0) return null
  const { alert, labels, staleAfterSeconds } = rollback.automatic
  return {
    publish: rollout.publish,
    environments: environments.map((one, index) =>
      pinEnvironment(one, policy, index === environments.length - 1),
    ),
    images: build.artifacts.flatMap(({ id, from }) =>
      from?.kind === 'image' ? [{ artifact: id, reference: from.reference }] : [],
    ),
    advanceNoticeSeconds: announcements.advanceNoticeSeconds,
    customers: announcements.customers,
    drillWithinSeconds: rollback.drillWithinSeconds,
    alertRule: { alert, labels, staleAfterSeconds },
    watch: pinWatch(watch),
    questions: review.questions,
    ...(rollback.pin && { hasPin: true as const }),
    ...pinNotices(policy),
  }
}

function pinNotices({ notices }: Policy): Pick<RolloutTerms, 'ownNotices'> {
  const own = NOTICE_NAMES.filter((name) => notices[name] !== null)
  return own.length === 0 ? {} : { ownNotices: own }
}

function pinWatch({ periodSeconds, everySeconds, supportLabels }: Policy['watch']): RolloutTerms['watch'] {
  const labels = supportLabels.length === 0 ? {} : { supportLabels }
  return { periodSeconds, everySeconds, ...labels }
}

/** The last environment is production, with the steps of §4.2 and §4.3; every other is a staging (§2.3). */
function pinEnvironment(
  environment: EnvironmentPolicy,
  { rollout, staging }: Policy,
  isProduction: boolean,
): EnvironmentTerms {
  const { id, deployer, metrics, smokeTest, health, onFailure, windows, freeze } = environment
  const analysis = metrics === undefined ? null : pinAnalysis(rollout.analysis)
  const hasData = analysis?.metrics.some(({ dryRun }) => !dryRun) ?? false
  return {
    id,
    isProduction,
    steps: isProduction ? rollout.steps : [{ share: 100, soakSeconds: staging.soakSeconds }],
    deployer: pinDeployer(deployer, id),
    metrics: metrics ?? null,
    analysis,
    smokeTest: smokeTest ?? null,
    health,
    timeoutSeconds: deployer.timeoutSeconds,
    // Production never widens without data: where no metric decides, a person does.
    approvals: isProduction && !hasData ? Math.max(1, environment.approvals) : environment.approvals,
    onFailure,
    windows,
    freeze,
  }
}

function pinDeployer(deployer: DeployerPolicy, id: string): DeployerTerms {
  return deployer.kind === 'github-deployments'
    ? { ...deployer, environment: deployer.environment ?? id }
    : deployer
}

function pinAnalysis({
  intervalSeconds,
  passes,
  failures,
  staleAfterSeconds,
  freshness,
  metrics,
}: Policy['rollout']['analysis']): NonNullable<EnvironmentTerms['analysis']> {
  return { intervalSeconds, passes, failures, staleAfterSeconds, freshness, metrics }
}
