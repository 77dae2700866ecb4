import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { StoredIssue } from '../../../sandbox/github/state.ts'
import { openGit } from '../../../src/adapters/git/open.ts'
import { makeSshKey } from '../../../src/git/signing/make-key.ts'
import type { Fact, PersonCommand } from '../../../src/release/lifecycle/commands.ts'
import type { ReleaseEvent } from '../../../src/release/lifecycle/events.ts'
import type { OpenRelease, Release } from '../../../src/release/lifecycle/state.ts'
import type { Asker } from '../../../src/release/lifecycle/who.ts'
import { NO_CHAT_PORTS, type RuntimeDependencies } from '../../../src/runtime/context.ts'
import { createOpenCommand } from '../../../src/runtime/github-state/create-open-command.ts'
import type { Connections } from '../../../src/runtime/ports/connections.ts'
import type { Registries } from '../../../src/runtime/ports/registries.ts'
import {
  type CommandResult,
  createReleaseId,
  executeCommand,
  loadRelease,
} from '../../../src/runtime/record/execute-command.ts'
import { NO_TRACING } from '../../../src/tracing/tracing.ts'
import { type AdapterWorld, openAdapter } from '../../adapters/github/world.ts'
import { openReceiver } from '../../probot/receiver.ts'
import { freshPlace, openIn } from '../../store/places.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { withoutConnections } from '../connections.ts'
import { type Driver, driverOf } from './driver.ts'

export const VERSION = 'v2.0.1'

/** A product on the sandbox's GitHub, the real adapters, and a record: all but the workers, whose part a test plays. */
export interface EffectWorld extends AdapterWorld, Driver {
  readonly id: string
  /** As a process that has just been started sees it. */
  readonly anew: () => RuntimeDependencies
  /** Numbers: the pull request of a fix, and the issue that it closed. */
  readonly merged: { readonly fix: number; readonly bug: number }
  /** Opens the release with these changes and asks for its branch. */
  readonly cut: (...numbers: readonly number[]) => Promise<void>
  readonly say: (login: string, wish: Wish) => Promise<CommandResult>
  readonly learn: (...facts: readonly News[]) => Promise<void>
  readonly release: (version?: string) => Promise<Release>
  readonly open: () => Promise<OpenRelease>
  readonly events: () => Promise<readonly ReleaseEvent[]>
  /** Issues and pull requests as GitHub has them. */
  readonly issues: () => readonly StoredIssue[]
  /** What was said at one of them, less what people said. */
  readonly said: (number: number) => readonly string[]
  readonly registries: Registries & { readonly shelf: Map<string, string> }
}

type Wish = PersonCommand extends infer C
  ? C extends PersonCommand
    ? Omit<C, 'at' | 'asker'>
    : never
  : never
type News = Fact extends infer F ? (F extends Fact ? Omit<F, 'at'> : never) : never

/** Everything eligible, one test of the whole, no checklist: a release that goes as far as its effects do. */
const CONFIG = {
  criteria: {
    rules: Object.fromEntries(
      [
        'reviewed',
        'tested',
        'no-breaking-change',
        'severity',
        'test-coverage',
        'picks-clean',
        'risk-assessed',
      ].map((rule) => [rule, 'off']),
    ),
  },
  tests: [{ id: 'unit', text: 'Unit tests', command: 'npm test', check: 'ci' }],
  checklists: { release: [] },
  picks: { testAfterEach: false },
  build: { artifacts: [{ id: 'cli', text: 'CLI' }] },
  changeTypes: { refactor: { eligibility: 'always' }, 'minor-bug': { eligibility: 'always' } },
}

export interface EffectWorldOptions {
  /** Over the config of all these tests. */
  readonly config?: object
  readonly track?: 'regular' | 'security'
  /** The servers that rollouts are done with; none, without a word. */
  readonly connections?: Connections
}

export async function openEffects({
  config = {},
  track = 'regular',
  connections = withoutConnections(),
}: EffectWorldOptions = {}): Promise<EffectWorld> {
  const adapter = await openAdapter()
  const { github, repo } = adapter
  const folder = await mkdtemp(join(tmpdir(), 'effects-'))
  const key = join(folder, 'key')
  await makeSshKey(key)
  const record = await openIn(await freshPlace())
  const git = openGit({
    cacheDir: join(folder, 'cache'),
    signing: { format: 'ssh', key },
    onUnauthenticated: null,
  })
  closeAfterTest(async () => {
    await git.close()
    await record[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  const merged = await makeProduct(adapter, { ...CONFIG, ...config })
  const now = () => Math.floor(adapter.now() / 1000)
  const registries = shelves()
  const tellLog = () => undefined
  const log = { info: tellLog, warn: tellLog, error: tellLog }
  const webhooks = await openReceiver()
  const anew = (): RuntimeDependencies => ({
    store: record.store,
    github: adapter.adapter,
    webhooks,
    git,
    registries,
    connections,
    signIn: null,
    chats: NO_CHAT_PORTS,
    charts: null,
    now,
    getSecondsAhead: () => null,
    log,
    tracing: NO_TRACING,
  })
  const id = createReleaseId(repo.ref.id, VERSION)
  const loaded = (version = VERSION) =>
    record.store.transact((unit) => loadRelease(unit, createReleaseId(repo.ref.id, version)))
  const askerOf = async (login: string): Promise<Asker> => ({
    person: { id: github.person(login).id, login },
    account: 'user',
    ...(await repo.fetchAccess(login, [])),
  })
  const driver = driverOf({ anew, passes: adapter.passes })
  const [repository] = github.world.repositories.values()
  return {
    ...adapter,
    ...driver,
    id,
    anew,
    merged,
    registries,
    cut: async (...numbers) => {
      const command = await createOpenCommand({
        repo,
        git,
        asker: { person: { id: github.person('ada').id, login: 'ada' }, account: 'user' },
        version: VERSION,
        at: now(),
        goal: { kind: 'cut', expects: null },
        track,
        emergency: null,
        rollbacks: { lockedLines: {}, rolledBack: {} },
        findFrozenLines: async () => ({}),
        selection: { kind: 'exactly', take: numbers.map((number) => `#${number}`) },
      })
      const told = await record.store.transact((unit) => executeCommand(unit, id, command))
      if (told.kind === 'refused') throw new Error(JSON.stringify(told.refusal))
    },
    say: async (login, wish) => {
      adapter.passes(1000)
      const asker = await askerOf(login)
      return record.store.transact((unit) => executeCommand(unit, id, { ...wish, asker, at: now() }))
    },
    learn: async (...facts) => {
      for (const fact of facts)
        await record.store.transact((unit) => executeCommand(unit, id, { ...fact, at: now() }))
    },
    release: async (version) => (await loaded(version)).release,
    open: async () => {
      const { release } = await loaded()
      if (release.status !== 'open') throw new Error(`The release is ${release.status}`)
      return release
    },
    events: async () => (await loaded()).events,
    issues: () => repository?.issues ?? [],
    said: (number) =>
      (repository?.comments ?? [])
        .filter(({ issue, by }) => issue === number && by.type === 'Bot')
        .map(({ body }) => body),
  }
}

/** v2.0.0, and a fix that was merged since. */
async function makeProduct({ github }: AdapterWorld, config: object): Promise<EffectWorld['merged']> {
  const ada = github.person('ada', { role: 'maintain' })
  github.person('grace', { role: 'maintain' })
  github.person('linus')
  github.runner().has({ file: 'ci.yml', name: 'ci', on: ['push'], outcome: 'success' })
  await ada.pushes({
    branch: 'main',
    message: 'feat: begin',
    files: {
      'package.json': `${JSON.stringify({ name: 'api', version: '2.0.0' }, null, 2)}\n`,
      'src/a.ts': 'export const a = 1\n',
      'src/c.ts': 'export const c = 1\n',
      '.github/release-captain.yml': stringify(config),
    },
  })
  await ada.tags('v2.0.0', 'main')
  const bug = (await ada.opensIssue({ title: 'It leaks' })).number
  const fixed = { 'src/a.ts': 'export const a = 2\n' }
  const fix = await mergesFix(
    { github },
    { title: 'fix: stop the leak', files: fixed, body: `Fixes #${bug}` },
  )
  return { fix, bug }
}

interface Change {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  readonly body?: string
}

/** Linus writes it, Ada merges it. */
async function mergesFix({ github }: Pick<AdapterWorld, 'github'>, { title, files, body = '' }: Change) {
  const linus = github.person('linus')
  const branch = title.replace(/\W+/g, '-')
  await linus.pushes({ branch, from: 'main', message: title, files })
  const { number } = await linus.opensPullRequest({ title, head: branch, body })
  await github.person('ada').merges(number, 'squash')
  return number
}

/** A fix on top of a change that the line does not have, so that it conflicts; its number. */
export async function mergesStacked(world: EffectWorld): Promise<number> {
  await mergesFix(world, { title: 'refactor: name it', files: { 'src/c.ts': 'export const see = 1\n' } })
  return mergesFix(world, { title: 'fix: count right', files: { 'src/c.ts': 'export const see = 2\n' } })
}

/** Registries that have what a test puts there. */
function shelves(): EffectWorld['registries'] {
  const shelf = new Map<string, string>()
  const at = async (name: string) => shelf.get(name) ?? null
  return {
    shelf,
    fetchNpmDigest: (name, version) => at(`${name}@${version}`),
    fetchImageDigest: at,
    page: at,
  }
}
