import type { CommandRequest } from '../../chatops/request.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import type { RequestNamed } from './command-context.ts'

/** `/release unlock because …` without an environment: the line of a release. */
export interface UnlockLineRequest {
  readonly name: 'unlock-line'
  readonly because: string
}

const NAMES = ['rollback', 'extend', 'skip-soak', 'continue', 'drill', 'ack', 'close'] as const

/** What is said of the deployment of a release. */
export type RolloutRequest = RequestNamed<(typeof NAMES)[number]> | UnlockLineRequest

/** Checks whether a request is about the deployment of a release, which goes on after its publication. */
export function isAboutRollout({ name }: Pick<CommandRequest, 'name'> | UnlockLineRequest): boolean {
  return name === 'unlock-line' || NAMES.some((one) => one === name)
}

/** Returns what a request means to the core. */
export function toRolloutCommand(
  request: RolloutRequest,
  said: Pick<PersonCommand, 'at' | 'asker'>,
): PersonCommand {
  switch (request.name) {
    case 'rollback':
      return { type: 'Rollback', ...said, to: request.to, because: request.because }
    case 'extend':
      return { type: 'Extend', ...said, seconds: request.seconds, because: request.because }
    case 'skip-soak':
      return { type: 'SkipSoak', ...said, because: request.because }
    case 'continue':
      return { type: 'Continue', ...said, because: request.because }
    case 'unlock-line':
      return { type: 'UnlockLine', ...said, because: request.because }
    case 'drill':
      return { type: 'Drill', ...said }
    case 'ack':
      return { type: 'AcknowledgeOnCall', ...said }
    case 'close':
      return { type: 'Close', ...said }
  }
}
