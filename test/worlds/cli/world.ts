import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { buildDocument } from '../../../src/cli/json/build.ts'
import { planDocument } from '../../../src/cli/json/plan.ts'
import { call, documentOf, refusalOf, type Seen, type Surroundings } from './calls.ts'
import { type Edits, type Product, writeProduct } from './product.ts'
import { productFiles } from './product-files.ts'

/** What a change is, beyond its title; what is left out is nobody's concern in that story. */
export interface Change {
  /** Whole files. Left out: a file of its own, so that it applies anywhere. */
  readonly edits?: Edits
  /** Whether a test comes with it: true when left out, for §1.1 asks for one. */
  readonly tested?: boolean
  /** Behind the subject: what it is about, trailers. */
  readonly body?: string
  readonly author?: string
}

/** A product, its clone, and a person who types. Deleted with everything in it when the test ends. */
export interface World extends Disposable {
  /** Holds everything of this world: the clone in `godel`, the cache, files that somebody wrote. */
  readonly folder: string
  readonly clone: string
  readonly product: Product
  /** Merges a change to main, squashed where the title ends in `(#12)`. Answers its commit. */
  readonly merges: (title: string, change?: Change) => string
  /** Merges a pull request with a merge commit. Answers the merge. */
  readonly mergesBranch: (
    number: number,
    title: string,
    changes: readonly (readonly [string, Change?])[],
  ) => string
  /** Reverts a commit of main, as `git revert` words it. */
  readonly reverts: (commit: string, number?: number) => string
  /** Commits to the line. */
  readonly onLine: (title: string, change?: Change) => string
  /** Picks a commit of main onto the line, as `git cherry-pick -x`, or under another message. */
  readonly picks: (commit: string, message?: string) => string
  /** Tags the line. */
  readonly tags: (name: string, commit?: string) => void
  /** Puts a policy onto main. */
  readonly setsPolicy: (yaml: string) => string
  /** Writes a file beside the clone and answers its path. */
  readonly writes: (name: string, text: string) => string
  readonly git: (...words: string[]) => string
  /** Types a line behind `release-captain`; works on the clone unless the line names another place. */
  readonly types: (words: Typed) => Promise<Seen>
  /** The document of a call, held against its schema. */
  readonly asks: <Schema extends z.ZodType>(schema: Schema, words: Typed) => Promise<z.output<Schema>>
  readonly plans: (options?: string) => Promise<z.output<typeof planDocument>>
  /** Builds v2.0.1 unless told otherwise. */
  readonly builds: (words?: string) => Promise<z.output<typeof buildDocument>>
  /** What a refused call says; all of this world but the cache must be as it was. */
  readonly isRefused: (words: Typed) => Promise<string>
}

/** A line of words, or the words where one has a blank in it. */
export type Typed = string | readonly string[]

export interface Beginning {
  readonly version?: string
  /** Today, ISO in UTC: a Tuesday, the day before a release day. */
  readonly now?: string
}

/** v2.0.0 came out on Thursday the 5th of February 2026; an hour passes with every commit. */
const BEGINS = Date.parse('2026-02-05T09:00Z') / 1000
const HOUR = 3600

/** The product at its first stable version, `line` at its tag, and nothing merged since. */
export function openWorld({ version = '2.0.0', now = '2026-02-10T12:00Z' }: Beginning = {}): World {
  const folder = mkdtempSync(join(tmpdir(), 'world-'))
  const clone = join(folder, 'godel')
  gitIn(folder, 'init', '-q', '--template=', '--initial-branch=main', clone)
  const product = writeProduct(join(clone, '.git'))
  const verbs = verbsOf(product)
  const first = verbs.commits('main', 'feat: the product', { edits: productFiles(version), tested: false })
  product.moveBranch('line', first)
  verbs.tags(`v${version}`)
  const surroundings = { cacheDir: join(folder, 'cache'), now }
  return {
    folder,
    clone,
    product,
    ...verbs,
    writes: (name, text) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    },
    git: (...words) => gitIn(clone, ...words),
    ...createCalls({ folder, clone, surroundings }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Calls = Pick<World, 'types' | 'asks' | 'plans' | 'builds' | 'isRefused'>

function createCalls(place: { folder: string; clone: string; surroundings: Surroundings }): Calls {
  const { folder, clone, surroundings } = place
  const wordsOf = (words: Typed) => {
    const typed = typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words
    return typed.some((word) => word.startsWith('--repo')) ? typed : [...typed, '--repo', clone]
  }
  const plainly = (text: string) => text.replaceAll(folder, '~')
  return {
    types: async (words) => {
      const { exitCode, screen, said } = await call(wordsOf(words), surroundings)
      return { exitCode, screen: plainly(screen), said: plainly(said) }
    },
    asks: (schema, words) => documentOf(schema, wordsOf(words), surroundings),
    plans: (options = '') => documentOf(planDocument, wordsOf(`plan ${options}`), surroundings),
    builds: (words = 'v2.0.1') => documentOf(buildDocument, wordsOf(`build ${words}`), surroundings),
    isRefused: async (words) => plainly(await refusalOf(wordsOf(words), folder, surroundings)),
  }
}

type Verbs = Pick<
  World,
  'merges' | 'mergesBranch' | 'reverts' | 'onLine' | 'picks' | 'tags' | 'setsPolicy'
> & {
  readonly commits: (branch: string, title: string, change?: Change, merging?: readonly string[]) => string
}

function verbsOf(product: Product): Verbs {
  let at = BEGINS - HOUR
  let unnamed = 0
  const commits: Verbs['commits'] = (branch, title, change = {}, merging = []) => {
    const { edits = ownFile(++unnamed), tested = true, body = '', author = 'Ada' } = change
    const tests = tested ? { [`test/${slug(title)}.test.ts`]: `test('${title}')\n` } : {}
    at += HOUR
    const message = body === '' ? title : `${title}\n\n${body}`
    return product.commit({ branch, message, edits: { ...edits, ...tests }, author, at, merging })
  }
  return {
    commits,
    merges: (title, change) => commits('main', title, change),
    mergesBranch: (number, title, changes) => {
      const branch = `pull/${number}`
      product.moveBranch(branch, product.tip('main'))
      const own = changes.map(([subject, change]) => commits(branch, subject, change))
      const edits: Edits = Object.assign({}, ...own.map(product.editsOf))
      const message = `Merge pull request #${number} from godel/topic`
      return commits('main', message, { edits, tested: false, body: title }, [product.tip(branch)])
    },
    reverts: (commit, number) => {
      const title = `Revert "${product.messageOf(commit).split('\n', 1)[0]}"${number === undefined ? '' : ` (#${number})`}`
      const edits = product.undoingOf(commit)
      return commits('main', title, { edits, tested: false, body: `This reverts commit ${commit}.` })
    },
    onLine: (title, change) => commits('line', title, change),
    picks: (commit, message) => {
      const text =
        message ?? `${product.messageOf(commit).trimEnd()}\n\n(cherry picked from commit ${commit})`
      at += HOUR
      return product.commit({
        branch: 'line',
        message: text,
        edits: product.editsOf(commit),
        author: 'Mateo',
        at,
      })
    },
    tags: (name, commit = product.tip('line')) => product.tag({ name, commit, at: at + 60 }),
    setsPolicy: (yaml) => {
      const edits = { '.github/release-captain.yml': yaml }
      return commits('main', 'chore: set the release policy', { edits, tested: false })
    },
  }
}

function ownFile(number: number): Edits {
  return { [`src/part-${number}.ts`]: `export const part = ${number}\n` }
}

function slug(title: string): string {
  return title
    .replace(/[^a-z0-9]+/gi, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
}

/** Runs git as nobody in particular: no configuration of the machine or of a person applies. */
export function gitIn(folder: string, ...words: readonly string[]): string {
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  }
  return execFileSync('git', ['-C', folder, ...words], { env, stdio: 'pipe' })
    .toString()
    .trimEnd()
}
