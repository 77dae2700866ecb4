import type { ReleaseEvent } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import type { RolloutStage, StageOf } from './state.ts'

/** Returns the stage that an event needs. @throws {Error} elsewhere: then the history is broken */
export function expectStage<S extends RolloutStage['stage']>(
  stage: RolloutStage,
  expected: S,
  event: ReleaseEvent,
): StageOf<S> {
  return isAt(stage, expected) ? stage : refuseImpossibleEvent(event, `where the rollout is ${stage.stage}`)
}

function isAt<S extends RolloutStage['stage']>(stage: RolloutStage, expected: S): stage is StageOf<S> {
  return stage.stage === expected
}
