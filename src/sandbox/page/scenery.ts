import type { Clock } from '../clock.ts'
import type { SandboxGitHub } from '../github/open.ts'
import type { Stage } from '../stage.ts'
import type { Tour } from '../tour.ts'
import type { SandboxChats } from './chats.ts'
import type { PageQueries } from './look/looking.ts'
import type { AppStatus } from './wire.ts'

/** All that the page shows and whoever plays can reach. */
export interface PageContext {
  readonly github: SandboxGitHub
  readonly looking: PageQueries
  readonly clock: Clock
  readonly stage: Stage
  readonly tour: Tour
  /** Null where nothing stands beside GitHub. */
  readonly chats: SandboxChats | null
  readonly getAppStatus: () => AppStatus
}
