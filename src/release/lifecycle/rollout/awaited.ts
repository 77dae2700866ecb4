import { createEffectKey, type Effect } from '../effects.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import type { Step } from '../words.ts'
import type { RolloutStage } from './state.ts'
import { getPreviousVersion } from './view.ts'

/** The step of its deployment that a release waits for, with its effect; null where it waits for something else. */
export function getAwaitedRolloutStep(
  release: OpenRelease | PublishedRelease,
): { readonly step: Step; readonly effect: Effect } | null {
  const { ledger } = release
  const { about, asked, rollout } = ledger
  const { version } = about
  const key = (kind: Effect['kind']) => createEffectKey(about, asked, kind)
  const { stage } = rollout
  switch (stage.stage) {
    case 'waiting': {
      if (stage.check.kind !== 'asked') return null
      const { environment } = stage.at
      return {
        step: 'environment',
        effect: { kind: 'check-environment', environment, key: key('check-environment') },
      }
    }
    case 'deploying': {
      const previous = getPreviousVersion(ledger)
      return {
        step: 'deployment',
        effect: { kind: 'deploy-version', ...stage.at, version, previous, key: key('deploy-version') },
      }
    }
    case 'soaking': {
      if (stage.soak.smokeTest !== 'running') return null
      const { environment } = stage.at
      return {
        step: 'smoke-test',
        effect: { kind: 'run-smoke-test', environment, version, key: key('run-smoke-test') },
      }
    }
    case 'rolling-back':
      return awaitRollback(stage, version, key)
    case 'not-begun':
    case 'completed':
    case 'rolled-back':
      return null
  }
}

function awaitRollback(
  { doing, environment, to }: Extract<RolloutStage, { stage: 'rolling-back' }>,
  from: string,
  key: (kind: Effect['kind']) => string,
): { readonly step: Step; readonly effect: Effect } {
  switch (doing) {
    case 'deploying':
      return {
        step: 'rollback',
        effect: { kind: 'roll-back', environment, version: to, from, key: key('roll-back') },
      }
    case 'verifying':
      return {
        step: 'health',
        effect: { kind: 'verify-health', environment, version: to, key: key('verify-health') },
      }
  }
}
