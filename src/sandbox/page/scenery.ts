import type { Clock } from '../clock.ts'
import type { GitHub } from '../github/open.ts'
import type { Stage } from '../stage.ts'
import type { Tour } from '../tour.ts'
import type { Looking } from './look/looking.ts'
import type { Pane } from './panes.ts'
import type { AppStatus } from './wire.ts'

/** All that the page shows and whoever plays can reach. */
export interface Scenery {
  readonly github: GitHub
  readonly looking: Looking
  readonly clock: Clock
  readonly stage: Stage
  readonly tour: Tour
  readonly panes: readonly Pane[]
  readonly appStatus: () => AppStatus
}
