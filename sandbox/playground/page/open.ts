import { once } from 'node:events'
import type { Clock } from '../../clock.ts'
import type { SandboxGitHub } from '../../github/open.ts'
import { findRepository, type World } from '../../github/world.ts'
import type { Production } from '../../production/open.ts'
import { createEmbargoTour } from '../embargo-tour/play-embargo.ts'
import type { Stage } from '../stage/set-up-stage.ts'
import { openTour, type Tour } from '../tour/open-tour.ts'
import type { SandboxChats } from '../wire/chats.ts'
import type { AppStatus } from '../wire/wire.ts'
import { readAssets } from './assets.ts'
import { openGuard } from './guard.ts'
import { openLive } from './live.ts'
import type { PageContext } from './page-context.ts'
import { servePage } from './server.ts'
import { createQuery } from './views/queries.ts'

export interface PageOptions {
  readonly github: SandboxGitHub
  /** Its people, and the repository that is shown. */
  readonly stage: Stage
  readonly clock: Clock
  /** 0 takes a free one. */
  readonly port: number
  /** How the App is that plays along; asked now and then. */
  readonly getAppStatus?: () => AppStatus
  /** What stands beside GitHub. */
  readonly chats?: SandboxChats | null
  /** Where the product runs. */
  readonly production?: Production | null
  readonly tour?: TourPace
  /** Whether the App has done all that is due; nobody can tell without it. */
  readonly isIdle?: () => Promise<boolean>
}

/** How fast the tour goes. */
export interface TourPace {
  readonly readingMs?: number
  readonly patience?: number
  readonly speed?: number
}

/** The page on which a person plays with the sandbox. */
export interface SandboxPage {
  readonly url: string
  readonly tour: Tour
  readonly close: () => Promise<void>
}

/** Opens it on this machine alone (127.0.0.1). */
export async function openPage(options: PageOptions): Promise<SandboxPage> {
  const context = createPageContext(options)
  let port = options.port
  const guard = openGuard(() => port)
  const assets = await readAssets(guard.token)
  const live = openLive(context)
  const server = servePage({ context, guard, live, assets })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error("the page isn't listening on a port")
  port = address.port
  return {
    url: `http://127.0.0.1:${port}/`,
    tour: context.tour,
    close: async () => {
      context.tour.stop()
      await context.tour.over()
      live.close()
      server.close()
      server.closeAllConnections()
    },
  }
}

function createPageContext({
  github,
  stage,
  clock,
  getAppStatus: appStatus,
  chats = null,
  production = null,
  tour = {},
  isIdle,
}: PageOptions): PageContext {
  const { world } = github
  const repository = findRepository(world, stage.repository)
  if (!repository) throw new Error(`The sandbox has no repository ${stage.repository}.`)
  return {
    ...{ github, stage, clock, chats, production },
    looking: createQuery(world, repository),
    tour: openTour({
      ...{
        github,
        repository,
        clock,
        chats,
        production,
        embargo: stage.embargo ? createEmbargoTour(stage.embargo) : null,
      },
      ...tour,
      ...(isIdle && { isIdle }),
    }),
    getAppStatus: appStatus ?? (() => getAppStatus(world)),
  }
}

/** What GitHub itself can tell of the App: whether it has an address, and how it answered last. */
function getAppStatus({ installed, deliveries }: World): AppStatus {
  if (installed.webhookUrl === null) return { state: 'none', says: 'No App is connected.' }
  const { statusCode = 202 } = deliveries.entries.at(-1)?.answer ?? {}
  const isGood = statusCode >= 200 && statusCode < 300
  const { name } = installed.app
  return isGood
    ? { state: 'ready', says: `${name} listens.` }
    : { state: 'trouble', says: `${name} didn't accept the last delivery.` }
}
