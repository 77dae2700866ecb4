import type { AppOptions } from '../../../src/app/app.ts'
import type { Place } from '../../../src/store/place.ts'
import type { Course } from './clock.ts'

/** What the App is started with, as it goes from one process to another. */
export interface Start {
  readonly place: Place
  readonly cacheDir: string
  readonly signingKey: string
  readonly github: string
  readonly id: number
  readonly privateKey: string
  readonly webhookSecret: string
  readonly course: Course
}

/** Quick rounds: what a lost webhook would have said is waited for in every test here. */
const PACE = { tick: 150, reconcile: 4_000 }

/** The App's own settings. */
export function appOptions(start: Start, given: Pick<AppOptions, 'now' | 'logs'>): AppOptions {
  const { place, cacheDir, signingKey, github, id, privateKey, webhookSecret } = start
  return {
    ...{ place, cacheDir, host: '127.0.0.1', port: 0, metricsToken: null },
    logLevel: 'warn',
    signing: { format: 'ssh', key: signingKey },
    app: {
      ...{ id, privateKey, webhookSecrets: { current: webhookSecret, previous: null } },
      github: { web: github, api: github },
    },
    pace: PACE,
    ...given,
  }
}
