import type { EventOf } from '../events.ts'
import { expectStage } from './expect-stage.ts'
import type { Rollout, RolloutStage } from './state.ts'

type RollbackEvent = EventOf<
  'RollbackRequested' | 'PreviousDeployed' | 'HealthVerified' | 'IncidentOpened' | 'LineUnlocked'
>

/** Where a rollout is after an event of its rollback. */
export function evolveRollback(stage: RolloutStage, event: RollbackEvent): RolloutStage {
  switch (event.type) {
    case 'RollbackRequested': {
      const { environment, to, cause, because, at } = event
      return { stage: 'rolling-back', doing: 'deploying', environment, to, cause, because, startedAt: at }
    }
    case 'PreviousDeployed':
      return { ...expectStage(stage, 'rolling-back', event), doing: 'verifying', startedAt: event.at }
    case 'HealthVerified': {
      const { environment, to, cause, because } = expectStage(stage, 'rolling-back', event)
      const { at } = event
      return {
        stage: 'rolled-back',
        environment,
        to,
        cause,
        because,
        at,
        incident: null,
        isLineLocked: true,
      }
    }
    case 'IncidentOpened':
      return { ...expectStage(stage, 'rolled-back', event), incident: event.issue }
    case 'LineUnlocked':
      return { ...expectStage(stage, 'rolled-back', event), isLineLocked: false }
  }
}

/** A person put production back by hand: nothing goes on from here, and the line is locked too. */
export function evolveManualRollback(rollout: Rollout, event: EventOf<'RolledBack'>): Rollout {
  const { stage } = rollout
  if (stage.stage === 'rolled-back' || stage.stage === 'not-begun' || event.by.kind !== 'person')
    return rollout
  const environment = getEnvironment(stage)
  const { to, because, at, by } = event
  const cause = { kind: 'person', person: by.person } as const
  return {
    ...rollout,
    stage: { stage: 'rolled-back', environment, to, cause, because, at, incident: null, isLineLocked: true },
  }
}

function getEnvironment(stage: Exclude<RolloutStage, { stage: 'not-begun' }>): string | null {
  switch (stage.stage) {
    case 'waiting':
    case 'deploying':
    case 'soaking':
      return stage.at.environment
    case 'rolling-back':
    case 'rolled-back':
      return stage.environment
    case 'completed':
      return null
  }
}
