import type { Change, Product } from './product.ts'
import { makeProduct } from './product.ts'
import { asked, type OnItsWay } from './releasing.ts'
import { openServers, type TestDeployer, type TestPrometheus } from './servers.ts'
import { type AppWorld, type AppWorldOptions, openAppWorld } from './world.ts'

/** A world whose App deploys, with the servers that it does so by. */
export interface RolloutWorld {
  readonly app: AppWorld
  readonly deployer: TestDeployer
  readonly prometheus: TestPrometheus
}

/** Names that the products of a world may have. */
const REPOSITORIES = Array.from({ length: 500 }, (_, index) => `godel/api-${index + 1}`)

export async function openRolloutWorld(
  options: Pick<AppWorldOptions, 'startsAt' | 'tick'> = {},
): Promise<RolloutWorld> {
  const { connections, deployer, prometheus } = await openServers(REPOSITORIES)
  const app = await openAppWorld({ lasts: 'file', product: 'none', connections, tick: 250, ...options })
  prometheus.now = () => app.now() / 1000
  return { app, deployer, prometheus }
}

/** One for each environment: the same twice would be written as an alias, which no config may have. */
const createDeployer = () => ({ kind: 'http-request', connection: 'default' })

/** Staging, then 5, 25 and 100 % of production, each for two minutes with two good measurements; watched for an hour. */
export const ROLLOUT = {
  environments: [
    { id: 'staging', deployer: createDeployer() },
    { id: 'production', deployer: createDeployer(), metrics: 'default' },
  ],
  staging: { soak: '5m' },
  rollout: {
    steps: [
      { share: 5, soak: '2m' },
      { share: 25, soak: '2m' },
      { share: 100, soak: '0s' },
    ],
    analysis: {
      interval: '30s',
      passes: 2,
      failures: { most: 2, of: 3 },
      staleAfter: '5m',
      freshness: null,
      metrics: [
        {
          id: 'error-rate',
          text: 'Error rate',
          unit: 'ratio',
          query: 'errors{version="$version"}',
          limit: { above: 0.05 },
        },
      ],
    },
  },
  announcements: { advanceNotice: '0s' },
  watch: { period: '1h', every: '30m' },
}

/** Without staging: production alone. */
export const ONLY_PRODUCTION = {
  environments: [{ id: 'production', deployer: createDeployer(), metrics: 'default' }],
}

/** The lines of the checklists that a short rollout has. */
export const CHECKLISTS = {
  release: [{ id: 'smoke-tests', text: 'Smoke tests passing' }],
  announcements: [],
  rollbackPlan: [{ id: 'on-call', text: 'On-call engineer briefed' }],
  verification: [{ id: 'complaints', text: 'No customer complaints' }],
  communication: [],
}

export interface RollingRelease extends OnItsWay {
  readonly product: Product
  /** Lets time pass until the tracking issue shows something. */
  readonly reaches: (text: string | RegExp) => Promise<string>
}

/** Tagged and built: its rollout has begun. */
export async function rollsOut(
  { app, deployer }: RolloutWorld,
  config: { readonly environments?: readonly object[]; readonly [setting: string]: unknown },
  ...changes: readonly Change[]
): Promise<RollingRelease> {
  const environments = (config.environments ?? ROLLOUT.environments).map((one) => ({
    health: [deployer.healthUrl],
    ...one,
  }))
  const product = await makeProduct(app, { checklists: CHECKLISTS, ...ROLLOUT, ...config, environments })
  const release = await asked(product, ...changes)
  await release.says('grace', '/release go')
  return letTimePass(app, product, release)
}

/** Lets the time of a release pass while it is waited for. */
export function letTimePass(app: AppWorld, product: Product, release: OnItsWay): RollingRelease {
  const reaches = async (text: string | RegExp) => {
    const reading = release.shows(text)
    let isDone = false
    void reading.then(
      () => {
        isDone = true
      },
      () => {
        isDone = true
      },
    )
    while (!isDone) {
      await new Promise((resolve) => setTimeout(resolve, 150))
      if (!isDone) app.passes(10)
    }
    return reading
  }
  return { ...release, product, reaches }
}
