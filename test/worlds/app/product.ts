import { stringify } from 'yaml'
import type { SandboxPerson } from '../../../sandbox/github/people/person.ts'
import type { Runner } from '../../../sandbox/github/people/runner.ts'
import type { CheckConclusion, Repository, StoredIssue } from '../../../sandbox/github/state.ts'
import { listLatestRuns } from '../../../sandbox/github/views/check.ts'
import { isPull, type PullIssue } from '../../../sandbox/github/views/pull.ts'
import { type AppWorld, openAppWorld } from './world.ts'

/** A change of the product: what its files become, and what is said of it. */
export interface Change {
  readonly title: string
  /** Path to text; a test beside it is added where there is none. */
  readonly files: Readonly<Record<string, string | null>>
  readonly body?: string
  readonly by?: string
  readonly labels?: readonly string[]
  /** Whether it brings a test of its own, as it does where nothing is said. */
  readonly hasTest?: boolean
}

/** A small product of its own on the App's GitHub, with v2.0.0 out and its people at work on main. */
export interface Product {
  readonly world: AppWorld
  readonly repository: Repository
  readonly runner: Runner
  readonly person: (login: string) => SandboxPerson
  /** Linus writes a change, the tests pass, Grace approves: a pull request that is open. */
  readonly opens: (change: Change) => Promise<number>
  /** And Ada merges it. */
  readonly merges: (change: Change) => Promise<number>
  /** Somebody comments; what the App answers to that, without its mark. */
  readonly says: (login: string, number: number, text: string) => Promise<string>
  readonly issue: (number: number) => StoredIssue
  readonly pull: (number: number) => PullIssue
  /** The tracking issue of a version, once its plan or what is named is in it. */
  readonly tracking: (version?: string) => Promise<StoredIssue>
  /** Waits until the text of an issue or pull request says something. */
  readonly reads: (number: number, text: string | RegExp) => Promise<string>
  /** What the App commented on an issue, without marks, oldest first. */
  readonly told: (number: number) => readonly string[]
  /** Waits until the App commented something on an issue, and says what it was. */
  readonly hears: (number: number, text: string | RegExp) => Promise<string>
  /** The newest check run of the App's own on a pull request's head. */
  readonly verdict: (number: number) => {
    readonly conclusion: CheckConclusion | null
    readonly title: string
  }
  /** The pull request from a branch, once it is there. */
  readonly pullFrom: (branch: string) => Promise<PullIssue>
  readonly until: AppWorld['until']
}

/** A process as short as it can be: one test, one checklist item, one artifact, one go for the tag. */
export const SHORT = {
  tests: [{ id: 'unit', text: 'Unit tests', command: 'npm test', check: 'ci' }],
  checklists: { release: [{ id: 'smoke-tests', text: 'Smoke tests passing' }] },
  picks: { testAfterEach: false },
  build: { artifacts: [{ id: 'cli', text: 'CLI binaries' }] },
}

/** An App with nothing on its GitHub yet, for all tests of a file; each makes a product of its own. */
export async function openApp({ chats = false }: { readonly chats?: boolean } = {}): Promise<AppWorld> {
  return openAppWorld({ lasts: 'file', product: 'none', chats })
}

const made = { count: 0 }

export async function makeProduct(
  world: AppWorld,
  config: object = {},
  { isPrivate = false }: { readonly isPrivate?: boolean } = {},
): Promise<Product> {
  made.count += 1
  const name = `api-${made.count}`
  const repository = await world.github.repository(name, { private: isPrivate })
  // Where the App is installed is asked once a minute at most.
  world.passes(61)
  const here = { in: `${repository.owner.login}/${name}` }
  const person = (login: string) => world.github.person(login, here)
  for (const login of ['ada', 'grace']) world.github.person(login, { ...here, role: 'maintain' })
  for (const login of ['mallory', 'rick']) world.github.person(login, { ...here, role: 'read' })
  const runner = world.github.runner(here)
  runner.has({ file: 'ci.yml', name: 'ci', on: ['push'], outcome: 'success' })
  runner.has({ file: 'release.yml', name: 'release', on: ['tag'], outcome: 'success', artifacts: ['cli'] })
  await person('ada').pushes({
    branch: 'main',
    message: 'feat: begin',
    files: {
      'package.json': `${JSON.stringify({ name, version: '2.0.0' }, null, 2)}\n`,
      'src/queue.ts': 'export const queue = 1\n',
      'src/store.ts': 'export const store = 1\n',
      '.github/release-captain.yml': stringify({ ...SHORT, ...config }),
    },
  })
  await person('ada').tags('v2.0.0', 'main')
  return productOf({ world, repository, runner, person })
}

type Ground = Pick<Product, 'world' | 'repository' | 'runner' | 'person'>

function productOf(ground: Ground): Product {
  const { world, repository } = ground
  const issue = (number: number) => found(repository.issues, number)
  const pull = (number: number) => {
    const one = issue(number)
    if (!isPull(one)) throw new Error(`#${number} is no pull request`)
    return one
  }
  const opens = (change: Change) => open(ground, change)
  const told = (number: number) => toldAt(ground, number)
  return {
    ...ground,
    until: world.until,
    issue,
    pull,
    opens,
    merges: async (change) => {
      const number = await opens(change)
      await ground.person('ada').merges(number, 'squash')
      return number
    },
    says: (login, number, text) => say(ground, { login, number, text }),
    tracking: (version = 'v2.0.1') =>
      world.until(`the tracking issue of ${version}`, () =>
        repository.issues.find(
          (one) => one.pull === null && one.by.type === 'Bot' && one.title === `Release ${version}`,
        ),
      ),
    reads: (number, text) =>
      world.until(
        () => `${text} in #${number}, which says:\n${issue(number).body}\n${told(number).join('\n')}`,
        () => matches(issue(number).body ?? '', text) && issue(number).body,
      ),
    told,
    hears: (number, text) =>
      world.until(
        () => `${text} at #${number}, where was said:\n${told(number).join('\n---\n')}`,
        () => told(number).find((one) => matches(one, text)),
      ),
    verdict: (number) => verdictOn(ground, pull(number)),
    pullFrom: (branch) =>
      world.until(`a pull request from ${branch}`, () =>
        repository.issues.filter(isPull).findLast(({ pull: { headBranch } }) => headBranch === branch),
      ),
  }
}

function found(issues: readonly StoredIssue[], number: number): StoredIssue {
  const one = issues.find((each) => each.number === number)
  if (!one) throw new Error(`there is no #${number}`)
  return one
}

async function open(
  { person, repository }: Ground,
  { title, files, body = 'Severity: P1\nRisk: low', by = 'linus', labels = [], hasTest = true }: Change,
): Promise<number> {
  const branch = `${title.replaceAll(/\W+/g, '-')}-${repository.issues.length}`
  const test = hasTest ? { [`test/${branch}.test.ts`]: `// ${title}\n` } : {}
  await person(by).pushes({
    branch,
    from: 'main',
    message: `${title}\n\n${body}`,
    files: { ...test, ...files },
  })
  const { number } = await person(by).opensPullRequest({ title, head: branch, body })
  if (labels.length > 0) await person(by).labels(number, ...labels)
  await person(by === 'grace' ? 'ada' : 'grace').reviews(number, 'APPROVED')
  return number
}

/** Two seconds later than what was said before: what is said in the same second as a question is no answer to it. */
async function say(
  { world, person, repository }: Ground,
  { login, number, text }: { readonly login: string; readonly number: number; readonly text: string },
): Promise<string> {
  world.passes(2)
  const comment = await person(login).comments(number, text)
  const wanted = `<!-- release-captain:answer comment-${comment.id} -->`
  const answer = await world.until(`an answer to ${text}`, () =>
    repository.comments.find(({ body }) => body.includes(wanted)),
  )
  return readable(world, answer.body)
}

function toldAt({ world, repository }: Ground, number: number): readonly string[] {
  return repository.comments
    .filter(({ issue, by }) => issue === number && by.id === world.github.world.installed.app.bot.id)
    .map(({ body }) => readable(world, body))
}

/** As people read it, and the same whenever it is run: without marks, ids and times. */
export function readable({ github }: AppWorld, text: string): string {
  return text
    .replaceAll('\u2060', '')
    .replaceAll(github.url, 'https://github.test')
    .replaceAll(/\n*<!-- release-captain:(?!item|notes)[^\n]*-->/g, '')
    .replaceAll(/\bapi-\d+\b/g, 'api')
    .replaceAll(/(?<=[`/@ .])[0-9a-f]{40}(?=[`)/ .]|\.\.\.|$)/g, 'SHA')
    .replaceAll(/\/runs\/\d+/g, '/runs/ID')
    .replaceAll(/`[0-9a-f]{64}`/g, '`DIGEST`')
    .replaceAll(/(?<=--plan |Plan `|plan `)[0-9a-f]{10,12}/g, 'DIGEST')
    .replaceAll(/(?<=[`/ ])(?=[0-9a-f]*\d)[0-9a-f]{10}(?=[`)\] .,:;])/g, 'SHA')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    .trim()
}

function verdictOn({ world, repository }: Ground, { pull }: PullIssue): ReturnType<Product['verdict']> {
  const own = listLatestRuns(repository.checks).findLast(
    ({ suite }) => suite.app.id === world.github.world.installed.app.id && suite.head === pull.head,
  )
  return { conclusion: own?.conclusion ?? null, title: own?.output.title ?? 'nothing yet' }
}

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)
}
