import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp } from '../decision.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import { getStage } from './view.ts'
import type { RolloutStep } from './words.ts'

type Rolling = OpenRelease | PublishedRelease

/**
 * A person has the current step deployed: what failed again, what soaks again from the start, what waits as soon as nothing
 * holds it. It never widens anything: environments and shares keep their order, and each waits for its gates and its go.
 */
export function decideDeployment(
  release: Rolling,
  { environment }: AskedOf<'Deploy'>,
  stamp: Stamp,
): Decision {
  const { version } = release.ledger.about
  const stage = getStage(release)
  switch (stage.stage) {
    case 'not-begun':
      return refuse({ code: 'rollout-not-begun', version })
    case 'completed':
      return refuse({ code: 'rollout-over', version })
    case 'rolling-back':
    case 'rolled-back':
      return refuse({ code: 'rollout-rolled-back', version, to: stage.to })
    case 'waiting':
    case 'deploying':
    case 'soaking':
      if (environment !== null && environment !== stage.at.environment)
        return refuse({ code: 'environment-order', environment, now: stage.at.environment })
      return deployNow(release, { stage: stage.stage, at: stage.at }, stamp)
  }
}

function deployNow(
  { ledger: { trouble, attempts } }: Rolling,
  { stage, at }: { readonly stage: 'waiting' | 'deploying' | 'soaking'; readonly at: RolloutStep },
  stamp: Stamp,
): Decision {
  if (trouble.kind === 'step-failed')
    return accept({ type: 'StepRetried', ...stamp, step: trouble.step, attempt: attempts + 1 })
  switch (stage) {
    case 'waiting':
      return accept({ type: 'EnvironmentCheckRequested', ...stamp, environment: at.environment })
    case 'deploying':
      return accept()
    case 'soaking':
      return accept({ type: 'RedeployRequested', ...stamp, ...at })
  }
}
