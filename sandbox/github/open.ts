import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeAccount, makeApp, makeTeam, rename as renameAccount } from './accounts.ts'
import { type AppCredentials, createCredentials } from './credentials.ts'
import { createFaults, type Faults } from './faults.ts'
import { redeliver } from './hooks/announce.ts'
import type { SentDelivery } from './hooks/delivery-log.ts'
import { serveGitHub } from './http/server.ts'
import { type PastSeed, rememberPast } from './past.ts'
import { createDeploying, type Deploying } from './people/deploying.ts'
import { createPerson, type SandboxPerson } from './people/person.ts'
import { createRunner, type Runner } from './people/runner.ts'
import { ROUTES } from './routes.ts'
import { type Seed, seedRepository } from './seed.ts'
import { serveGit } from './serve-git.ts'
import { serveSignIn } from './sign-in/serve.ts'
import type { Permissions, Repository, Role } from './state.ts'
import type { Tap } from './tap.ts'
import { openTicks } from './ticks.ts'
import { findAccount, findRepository, formatFullName, type InstalledApp, type World } from './world.ts'

export interface SandboxGitHubOptions {
  /** The world's clock, milliseconds since 1970. It alone decides when tokens run out and what stands as a date. */
  readonly now: () => number
  /** Login of the organisation that owns everything. */
  readonly owner?: string
  readonly app?: {
    readonly slug?: string
    readonly permissions?: Permissions
    readonly events?: readonly string[]
  }
  /** At least 32 characters, as a person would have to choose it. */
  readonly webhookSecret?: string
  /** Calls an hour for each token. */
  readonly hourlyLimit?: number
  /** 0, the default, takes a free one. */
  readonly port?: number
}

/** A GitHub on this machine, with what people do on it. */
export interface SandboxGitHub {
  readonly url: string
  /** Everything that it knows, for whoever shows it. */
  readonly world: World
  /** Makes a repository of the owner's, empty or from a bare repository; the first is where people act by default. */
  readonly repository: (name: string, seed?: Seed) => Promise<Repository>
  /** Gives a repository another name; GitHub leads on from the old one until someone takes it. */
  readonly renames: (name: string, to: string) => void
  /** Someone, made on first mention, with `write` in the repository unless told otherwise. */
  readonly person: (login: string, at?: { readonly role?: Role; readonly in?: string }) => SandboxPerson
  /** Fills in what the history speaks of: merged pull requests, the issues that they fixed, and their people. */
  readonly remembers: (given?: PastSeed & { readonly in?: string }) => Promise<void>
  /** Has someone take another name; theirs is free then, and anyone may have it. */
  readonly renamesPerson: (login: string, to: string) => void
  readonly team: (slug: string, logins: readonly string[]) => void
  readonly runner: (at?: { readonly in?: string }) => Runner
  /** Whoever deploys by GitHub's deployments. */
  readonly deploying: (at?: { readonly in?: string }) => Deploying
  readonly app: () => AppCredentials
  readonly deliveries: {
    readonly all: () => readonly SentDelivery[]
    /** Resolves once everything that happened so far has been attempted. */
    readonly settled: () => Promise<void>
    /** Empties the log, of what was there before the App was. */
    readonly forget: () => Promise<void>
    /** Sends one of the log once more. False: there is none of that id. */
    readonly redeliver: (id: number) => boolean
  }
  readonly faults: Faults
  /** Has every call be seen by someone as it passes, until the answer is called. */
  readonly taps: (tap: Tap) => () => void
  readonly close: () => Promise<void>
}

export async function openSandboxGitHub(options: SandboxGitHubOptions): Promise<SandboxGitHub> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-github-'))
  const world = makeWorld(options, { folder, publicKey: keys.publicKey })
  const server = serveGitHub(world, ROUTES, async (request, response, url) => {
    const exchange = { request, response, url }
    return (await serveGit(world, exchange)) || serveSignIn(world, exchange)
  })
  world.origin.url = await listen(server, options.port ?? 0)
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { ...handleOf(world, privateKey), close: () => close(world, server) }
}

function makeWorld(
  options: SandboxGitHubOptions,
  { folder, publicKey }: { readonly folder: string; readonly publicKey: KeyObject },
): World {
  let lastId = 1000
  const createNextId = () => {
    lastId += 1
    return lastId
  }
  const accounts: World['accounts'] = new Map()
  const people = { now: options.now, nextId: createNextId, accounts }
  const owner = makeAccount(people, { login: options.owner ?? 'godel', type: 'Organization' })
  return {
    now: options.now,
    origin: { url: '' },
    folder,
    nextId: createNextId,
    accounts,
    repositories: new Map(),
    renamed: new Map(),
    teams: [],
    installed: createInstalledApp(people, { owner, publicKey, options }),
    actions: makeApp(people, { slug: 'github-actions', owner, permissions: {}, events: [] }),
    tokens: new Map(),
    grants: new Map(),
    allowances: new Map(),
    hourlyLimit: options.hourlyLimit ?? 5000,
    faults: [],
    taps: new Set(),
    deliveries: { entries: [], queue: Promise.resolve() },
    deployments: [],
    ticks: openTicks(),
  }
}

function createInstalledApp(
  people: Pick<World, 'now' | 'nextId' | 'accounts'>,
  given: {
    readonly owner: Repository['owner']
    readonly publicKey: KeyObject
    readonly options: SandboxGitHubOptions
  },
): InstalledApp {
  const { app = {}, webhookSecret = 'a webhook secret of the sandbox, made up' } = given.options
  return {
    app: makeApp(people, {
      slug: app.slug ?? 'release-captain',
      owner: given.owner,
      permissions: app.permissions ?? PERMISSIONS,
      events: app.events ?? EVENTS,
    }),
    publicKey: given.publicKey,
    webhookSecret,
    clientSecret: randomBytes(20).toString('hex'),
    installationId: people.nextId(),
    webhookUrl: null,
    callbackUrl: null,
    stands: 'installed',
  }
}

/** What the App may do here unless it is told otherwise. */
const PERMISSIONS: Permissions = {
  actions: 'write',
  administration: 'read',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  members: 'read',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
}

/** Every event that the sandbox knows to send. */
const EVENTS = [
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'issue_comment',
  'issues',
  'pull_request',
  'pull_request_review',
  'push',
  'release',
  'status',
  'workflow_run',
]

function handleOf(world: World, privateKey: string): Omit<SandboxGitHub, 'close'> {
  const findPlace = (name: string | undefined) => requireRepository(world, name)
  return {
    url: world.origin.url,
    world,
    repository: (name, seed) => seedRepository(world, name, seed),
    renames: (name, to) => rename(world, findPlace(name), to),
    person: (login, at = {}) => {
      const account = findAccount(world, login) ?? makeAccount(world, { login, type: 'User' })
      const repository = findPlace(at.in)
      if (at.role || !repository.roles.has(account.id)) repository.roles.set(account.id, at.role ?? 'write')
      return createPerson({ world, repository, by: account })
    },
    remembers: (given = {}) => rememberPast({ world, repository: findPlace(given.in) }, given),
    renamesPerson: (login, to) => renameAccount(world, login, to),
    team: (slug, logins) => makeTeam(world, slug, logins),
    runner: (at = {}) => createRunner({ world, repository: findPlace(at.in), by: world.actions.bot }),
    deploying: (at = {}) => createDeploying({ world, repository: findPlace(at.in), by: world.actions.bot }),
    app: () => createCredentials(world, privateKey),
    deliveries: createDeliveries(world),
    faults: createFaults(world.faults),
    taps: (tap) => {
      world.taps.add(tap)
      return () => world.taps.delete(tap)
    },
  }
}

function createDeliveries(world: World): SandboxGitHub['deliveries'] {
  const { entries } = world.deliveries
  return {
    all: () => entries,
    settled: () => waitUntilSettled(world),
    forget: async () => {
      await waitUntilSettled(world)
      entries.length = 0
      world.ticks.tick()
    },
    redeliver: (id) => {
      const wanted = entries.find((one) => one.id === id)
      if (wanted) redeliver(world, wanted)
      return wanted !== undefined
    },
  }
}

function requireRepository(world: World, name: string | undefined): Repository {
  const [first] = world.repositories.values()
  const wanted = name === undefined ? first : findRepository(world, name)
  if (!wanted)
    throw new Error(
      `The sandbox has no repository ${name ?? 'yet'}. Make one first: github.repository('api').`,
    )
  return wanted
}

function rename(world: World, repository: Repository, to: string): void {
  const was = formatFullName(repository).toLowerCase()
  world.repositories.delete(was)
  world.renamed.set(was, repository)
  repository.name = to
  world.repositories.set(formatFullName(repository).toLowerCase(), repository)
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no port')
  return `http://127.0.0.1:${address.port}`
}

/** What a delivery sets off may itself be announced: waits until nothing new came. */
async function waitUntilSettled({ deliveries }: World): Promise<void> {
  let queue: Promise<void> | undefined
  while (queue !== deliveries.queue) {
    queue = deliveries.queue
    await queue
  }
}

async function close(world: World, server: Server): Promise<void> {
  world.installed.webhookUrl = null
  server.close()
  server.closeAllConnections()
  await waitUntilSettled(world)
  await rm(world.folder, { recursive: true, force: true, maxRetries: 3 })
}
