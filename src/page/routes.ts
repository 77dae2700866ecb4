import type { SignInHandler } from '../http/oauth/oauth-callback.ts'
import type { HttpRoute } from '../http/route.ts'
import type { RuntimeDependencies } from '../runtime/context.ts'
import { createWorkBudget } from '../runtime/jobs/limits/work-budget.ts'
import { openFiguresReader } from '../runtime/record/read-figures.ts'
import { openAskAbout } from './access/ask-about.ts'
import { openMainPolicies } from './access/policies.ts'
import { openReadScope } from './access/read-scope.ts'
import { openReadable } from './access/readable.ts'
import { createApiRoutes } from './api/routes.ts'
import { createFeedRoute } from './calendar/calendar-feed.ts'
import { createChartRoute } from './charts/chart-route.ts'
import { openLiveBoard } from './live/live-board.ts'
import { createLiveRoutes } from './live/live-routes.ts'
import type { PageDependencies } from './page-context.ts'
import { openSessions } from './session/sessions.ts'
import { createSignInHandler, createSignInRoute, createSignOutRoute } from './session/sign-in.ts'
import { createTokenRoutes } from './tokens/token-routes.ts'
import { createAuditRoutes } from './views/audit.ts'
import { createCalendarRoute } from './views/calendar.ts'
import { createCandidatesRoute } from './views/candidates.ts'
import { createMeasuresRoute } from './views/measures.ts'
import { createReleaseRoutes } from './views/release.ts'
import { createReleaseListRoutes } from './views/release-list.ts'
import { createWebhooksRoute } from './views/webhooks.ts'

/** What is set for the pages. */
interface PageSettings {
  /** The App's client secret, from which the keys of sessions are derived. */
  readonly secret: string
  /** Where browsers reach us. */
  readonly getPublicUrl: () => string
}

/** The pages as the HTTP server takes them. */
export interface Pages {
  readonly routes: readonly HttpRoute[]
  readonly onSignIn: SignInHandler | null
}

/** Opens the pages for people. There are none where nobody can sign in. */
export function openPages(runtime: RuntimeDependencies, settings: PageSettings | null): Pages {
  const { signIn, store, github, now, log } = runtime
  if (!signIn || !settings) return { routes: [], onSignIn: null }
  const isSecure = () => settings.getPublicUrl().startsWith('https:')
  const sessions = openSessions({ secret: settings.secret, isSecure, now })
  const askAbout = openAskAbout(now)
  const deps: PageDependencies = {
    ...{ runtime, store, github, now, log, sessions },
    listReadable: openReadable(runtime),
    askAbout,
    readMainPolicy: openMainPolicies(runtime),
    readScope: openReadScope({ store, askAbout }, now),
    readFigures: openFiguresReader(runtime.store),
    budget: createWorkBudget(),
    live: openLiveBoard(),
  }
  return {
    routes: [
      createSignInRoute({ signIn, sessions }),
      createSignOutRoute({ signIn, sessions }),
      ...createReleaseListRoutes(deps),
      ...createReleaseRoutes(deps),
      createCandidatesRoute(deps),
      ...createAuditRoutes(deps),
      ...createLiveRoutes(deps),
      createCalendarRoute(deps),
      createFeedRoute(deps),
      createMeasuresRoute(deps),
      createWebhooksRoute(deps),
      ...(runtime.charts ? [createChartRoute(deps, runtime.charts)] : []),
      ...createTokenRoutes(deps),
      ...createApiRoutes(deps, settings.getPublicUrl),
    ],
    onSignIn: createSignInHandler({ signIn, sessions }),
  }
}
