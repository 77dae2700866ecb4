import type { Clock } from '../clock.ts'
import type { GitHub } from '../github/open.ts'
import type { Stage } from '../stage.ts'
import type { Tour } from '../tour.ts'
import type { Chats } from './chats.ts'
import type { Looking } from './look/looking.ts'
import type { AppStatus } from './wire.ts'

/** All that the page shows and whoever plays can reach. */
export interface Scenery {
  readonly github: GitHub
  readonly looking: Looking
  readonly clock: Clock
  readonly stage: Stage
  readonly tour: Tour
  /** Null where nothing stands beside GitHub. */
  readonly chats: Chats | null
  readonly appStatus: () => AppStatus
}
