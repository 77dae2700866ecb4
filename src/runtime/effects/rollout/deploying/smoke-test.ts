import { getHead } from '../../../../release/lifecycle/view.ts'
import { Later } from '../../../ports/retry-later.ts'
import { getEnvironment, type PerformRollout } from '../rollout-context.ts'
import { ensureKeyedRun } from './keyed-run.ts'

const POLL_SECONDS = 10

/** §2.3: runs the smoke test of an environment once, and says how it ended. */
export const runSmokeTest: PerformRollout<'run-smoke-test'> = async (context, effect) => {
  const { deps, release } = context
  const { smokeTest } = getEnvironment(context, effect.environment)
  if (smokeTest === null) return []
  const { tag } = release.ledger.about
  const key = effect.key.replaceAll(':', '.')
  const inputs = { version: tag, environment: effect.environment, key }
  const commit = getHead(release) ?? ''
  const run = await ensureKeyedRun(deps, await context.openRepository(), {
    ...{ workflow: smokeTest, ref: tag, commit, inputs, key },
  })
  if (run === null || run.status === 'under-way')
    throw new Later(deps.now() + POLL_SECONDS, 'The smoke test is under way.')
  const passed = run.status === 'success'
  return [{ type: 'SmokeTestEnded', at: deps.now(), answers: effect.key, passed, evidence: run.url }]
}
