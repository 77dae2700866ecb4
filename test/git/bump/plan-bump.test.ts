import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type BumpPlan, planBump } from '../../../src/git/bump/plan-bump.ts'
import { runGit } from '../../../src/git/run-git.ts'
import type { BumpFile } from '../../../src/release/policy/branch-and-build.ts'
import { findPathProblem } from '../../../src/release/policy/ref-names.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { Refused } from '../../../src/release/refusal.ts'
import { bytesAt, type Scratch, scratch, treeOf } from './tree.ts'

const DEFAULTS = defaultPolicy.versionBump.files

const PRODUCT = {
  'package.json': '{\n  "name": "godel",\n  "version": "2.0.0"\n}\n',
  'src/version.ts': "export const VERSION = '2.0.0'\n",
  'helm/Chart.yaml': 'version: 2.0.0 # chart\nappVersion: "2.0.0"\n',
  'docker-compose.yml': 'services:\n  api:\n    image: godel/api:2.0.0\n',
  'src/other.ts': 'export {}\n',
}

function plan({ store }: Scratch, tree: string, files: readonly BumpFile[]): Promise<BumpPlan> {
  return planBump({ store, tree, files, from: '2.0.0', to: '2.0.1' })
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refused)) throw new Error(`no refusal but ${String(error)}`)
  return `[${error.refusal.kind}] ${error.refusal.what}\nNext: ${error.refusal.next}`
}

it('§1.3: bumps package.json, src/version.ts, the chart and the image tags, line by line', async () => {
  await using repo = await scratch()
  const tree = treeOf(repo.store, PRODUCT)
  const bump = await plan(repo, tree, DEFAULTS)
  expect(bump.changed.map((c) => `${c.path}:${c.line} ${c.before} -> ${c.after}`)).toMatchInlineSnapshot(`
    [
      "package.json:3   "version": "2.0.0" ->   "version": "2.0.1"",
      "src/version.ts:1 export const VERSION = '2.0.0' -> export const VERSION = '2.0.1'",
      "helm/Chart.yaml:1 version: 2.0.0 # chart -> version: 2.0.1 # chart",
      "helm/Chart.yaml:2 appVersion: "2.0.0" -> appVersion: "2.0.1"",
      "docker-compose.yml:3     image: godel/api:2.0.0 ->     image: godel/api:2.0.1",
    ]
  `)
  expect(bump.unchanged.map(({ path }) => path)).toEqual(['package-lock.json', 'npm-shrinkwrap.json'])
  const { stdout } = await runGit(['diff-tree', '-r', '--numstat', tree, bump.tree], { gitDir: repo.gitDir })
  expect(stdout.toString()).toBe(
    '1\t1\tdocker-compose.yml\n2\t2\thelm/Chart.yaml\n1\t1\tpackage.json\n1\t1\tsrc/version.ts\n',
  )
})

it('makes nothing new of a tree that is bumped already', async () => {
  await using repo = await scratch()
  const first = await plan(repo, treeOf(repo.store, PRODUCT), DEFAULTS)
  const second = await plan(repo, first.tree, DEFAULTS)
  expect(second).toMatchObject({ tree: first.tree, changed: [] })
  const already = second.unchanged.filter(({ why }) => why === 'It says 2.0.1 already.')
  expect(already.map(({ path }) => path)).toEqual(Object.keys(PRODUCT).slice(0, 4))
})

it('leaves default files that are not there, and says so', async () => {
  await using repo = await scratch()
  const tree = treeOf(repo.store, { 'README.md': 'hello\n' })
  const bump = await plan(repo, tree, DEFAULTS)
  expect(bump).toMatchObject({ tree, changed: [] })
  expect(bump.unchanged[0]).toEqual({ path: 'package.json', why: 'There is no such file.' })
})

it('refuses a file that the config names and the tree lacks', async () => {
  await using repo = await scratch()
  const files: BumpFile[] = [{ path: 'VERSION', optional: false, kind: 'pattern', pattern: '^(.+)$' }]
  expect(await refusal(plan(repo, treeOf(repo.store, PRODUCT), files))).toMatchInlineSnapshot(`
    "[config] \`VERSION\` is named for the version bump, but doesn't exist.
    Next: Correct its path in \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there."
  `)
})

it('names all that is in the way at once', async () => {
  await using repo = await scratch()
  const tree = treeOf(repo.store, {
    ...PRODUCT,
    'package.json': '{"version":"1.0.0"}',
    'helm/Chart.yaml': 'version: 2.0.0\nappVersion: 3.0.0\n',
  })
  expect(await refusal(plan(repo, tree, DEFAULTS))).toMatchInlineSnapshot(`
    "[repository] The version bump is impossible, for 2 reasons.
    - \`package.json\` line 1 says \`1.0.0\` (\`/version\`) where \`2.0.0\`, the version before this release, was expected.
    - \`helm/Chart.yaml\` line 2 says \`3.0.0\` (\`appVersion\`) where \`2.0.0\`, the version before this release, was expected.
    Next: If the value follows the release, correct it in the repository. If it doesn't, remove it from \`versionBump.files\` in \`.github/release-captain.yml\`."
  `)
})

it('keeps the mode, and bytes that are not UTF-8', async () => {
  await using repo = await scratch()
  const bytes = Buffer.from([0xff, 0xfe, 0x80, ...Buffer.from("VERSION = '2.0.0'\r\n"), 0xc3])
  const tree = treeOf(repo.store, { 'src/version.ts': bytes })
  const { tree: after } = await plan(repo, tree, DEFAULTS)
  expect(await bytesAt(repo.gitDir, after, 'src/version.ts')).toEqual(
    Buffer.from(bytes.toString('latin1').replace('2.0.0', '2.0.1'), 'latin1'),
  )
  const script = treeOf(repo.store, { 'package.json': { mode: '100755', content: '{"version":"2.0.0"}' } })
  const { stdout } = await runGit(['ls-tree', (await plan(repo, script, DEFAULTS)).tree], {
    gitDir: repo.gitDir,
  })
  expect(stdout.toString()).toMatch(/^100755 /)
})

it('reads a file that is named twice as the first entry left it', async () => {
  await using repo = await scratch()
  const files: BumpFile[] = [
    { path: 'a.json', optional: false, kind: 'json', pointers: ['/version'] },
    { path: 'a.json', optional: false, kind: 'pattern', pattern: '"docs": "/v([^"]+)"' },
  ]
  const bump = await plan(
    repo,
    treeOf(repo.store, { 'a.json': '{"version": "2.0.0", "docs": "/v2.0.0"}' }),
    files,
  )
  expect(bump.changed).toEqual([
    {
      path: 'a.json',
      line: 1,
      before: '{"version": "2.0.0", "docs": "/v2.0.0"}',
      after: '{"version": "2.0.1", "docs": "/v2.0.1"}',
    },
  ])
})

it.each([
  ['a symbolic link', 'link.json'],
  ['a folder behind a symbolic link', 'linked/package.json'],
  ['a submodule', 'module'],
  ['a file inside a submodule', 'module/package.json'],
  ['a folder', 'src'],
  ['a file taken for a folder', 'package.json/x'],
])('never follows %s', async (_, path) => {
  await using repo = await scratch()
  const tree = treeOf(repo.store, {
    ...PRODUCT,
    'link.json': { mode: '120000', content: 'package.json' },
    linked: { mode: '120000', content: '..' },
    module: { mode: '160000', content: '' },
  })
  const file: BumpFile = { path, optional: true, kind: 'json', pointers: ['/version'] }
  expect(await refusal(plan(repo, tree, [file]))).toMatch(
    /^\[repository\] `.+` cannot be bumped: .+ is (a symbolic link|a submodule|a folder|a file, not a folder)\./,
  )
})

it('refuses a file that is too large to hold a version', async () => {
  await using repo = await scratch()
  const tree = treeOf(repo.store, { 'package.json': `"${'x'.repeat(5_000_000)}"` })
  expect(await refusal(plan(repo, tree, DEFAULTS))).toContain(
    'it has 5000002 bytes, and 5000000 is the limit',
  )
})

it.each([
  '',
  '/etc/passwd',
  'C:/x',
  'c:x',
  'a\\b',
  'a//b',
  'a/',
  './a',
  'a/../../b',
  '..',
  'a\0b',
  'a\nb',
  '.git/config',
  'a/.GIT/config',
  'git~1/config',
  'GIT~1/x',
  '.git. /x',
  '.git::$INDEX_ALLOCATION/x',
  '.g\u200cit/x',
  '\ufeff.git',
])('refuses the path %j', async (path) => {
  await using repo = await scratch()
  const file: BumpFile = { path, optional: true, kind: 'json', pointers: ['/version'] }
  expect(await refusal(plan(repo, treeOf(repo.store, PRODUCT), [file]))).toMatch(/^\[config\] The path /)
})

it('accepts paths that only look dangerous', () => {
  for (const path of ['.github/x.yml', '.gitignore', 'a..b', 'git', '...', '-d', 'ü/ø.json', '.gitmodules']) {
    expect(findPathProblem(path)).toBeNull()
  }
})

it('property: git itself would refuse no path that is accepted here', async () => {
  await using repo = await scratch()
  const blob = repo.store.write('blob', Buffer.from('x'))
  const part = fc.constantFrom(
    '.',
    'git',
    'GIT',
    '~1',
    ' ',
    '\u200c',
    ':',
    'a',
    '/',
    '\\',
    '..',
    '\ufeff',
    'x',
  )
  const paths = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(paths, { minLength: 40, maxLength: 80 }), async (all) => {
      for (const path of all.filter((candidate) => findPathProblem(candidate) === null)) {
        const { code } = await runGit(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], {
          gitDir: repo.gitDir,
          settings: ['core.protectNTFS=true', 'core.protectHFS=true'],
          answers: [1, 128],
          env: { GIT_INDEX_FILE: `${repo.gitDir}/index-${Math.random()}` },
        })
        expect([path, code]).toEqual([path, 0])
      }
    }),
    { numRuns: 2 },
  )
})
