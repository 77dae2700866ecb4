import type { Clock } from '../../clock.ts'
import type { SandboxGitHub } from '../../github/open.ts'
import type { Production } from '../../production/open.ts'
import type { Stage } from '../stage/set-up-stage.ts'
import type { Tour } from '../tour/open-tour.ts'
import type { SandboxChats } from '../wire/chats.ts'
import type { AppStatus } from '../wire/wire.ts'
import type { PageQueries } from './views/queries.ts'

/** All that the page shows and whoever plays can reach. */
export interface PageContext {
  readonly github: SandboxGitHub
  readonly looking: PageQueries
  readonly clock: Clock
  readonly stage: Stage
  readonly tour: Tour
  /** Null where nothing stands beside GitHub. */
  readonly chats: SandboxChats | null
  /** Null where the product runs nowhere. */
  readonly production: Production | null
  readonly getAppStatus: () => AppStatus
}
