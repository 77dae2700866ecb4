import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type DemoRepository, makeDemoRepository } from '../../src/demo/repository.ts'
import { parseFactsFile } from '../../src/release/facts/facts-file.ts'

const root = mkdtempSync(join(tmpdir(), 'demo-'))
let demo: DemoRepository

beforeAll(async () => {
  demo = await makeDemoRepository(join(root, 'godel'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...IDENTITY, ...args], { stdio: 'pipe' })
    .toString()
    .trim()
}

function succeeds(folder: string, ...args: readonly string[]): boolean {
  try {
    git(folder, ...args)
    return true
  } catch {
    return false
  }
}

/** What git itself makes of picking a commit of main alone on v2.0.0. */
function pickedAlone(folder: string, commit: string): string {
  git(folder, 'reset', '--quiet', '--hard', 'v2.0.0')
  const isMerge = git(folder, 'rev-list', '--no-walk', '--merges', commit) !== ''
  if (succeeds(folder, 'cherry-pick', '-x', ...(isMerge ? ['-m', '1'] : []), commit)) return 'clean'

  const unmerged = git(folder, 'diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean)
  git(folder, 'cherry-pick', '--abort')
  return unmerged.length === 0 ? 'empty' : `conflict in ${unmerged.join(', ')}`
}

/** Runs the product's own tests in a checkout of it; answers how many passed. */
function ownTests(folder: string): number {
  const report = execFileSync(process.execPath, ['--test', '--test-reporter=tap', 'test/**/*.test.ts'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  }).toString()
  return Number(/^# pass (\d+)$/m.exec(report)?.[1])
}

describe('the demo product', () => {
  it('has a history that people can follow', () => {
    expect(git(demo.folder, 'log', '--graph', '--all', '--format=%d %s')).toMatchInlineSnapshot(`
      "*  (HEAD -> main) fix(engine): drop the timers of finished tasks when the engine stops (#1251)
      *  fix(security): fix authentication bypass in API gateway (#1241)
      *    Merge pull request #1235 from godel/state-store-race
      |\\  
      | *  fix(store): go on after an update that failed
      | *  fix(store): update one key after the other
      | *  test(store): let many callers count at once
      |/  
      *  fix(security): compare signatures in constant time (#1250)
      *  fix(gateway): tell busy clients again when to come back (#1254)
      *  fix(gateway): do not crash on a body that is no JSON (#1253)
      *  fix(gateway)!: refuse requests that name no version (#1252)
      *  Revert "perf(engine): run 64 tasks at a time (#1246)" (#1249)
      *  fix(deploy): stop crashes of the gateway for want of memory (#1247)
      *  perf(engine): run 64 tasks at a time (#1246)
      *  fix(store): keep the last snapshot when the disk is full (#1244)
      *  docs: say on which port the gateway listens
      *  fix(cli): say "1 task waits" (#1242)
      *  perf(store): improve query performance for large task lists (#1239)
      *  feat(gateway): list tasks in pages (#1238)
      *  fix(intent): say how a time of day is written
      *  fix(intent): correct validation error in intent parser
      *  fix(engine): fix memory leak in task engine (#1234)
      *  refactor(store): write snapshots in one place (#1226)
      *  chore: begin 2.1
      *  fix(intent): take the quotes off names
      *  fix(gateway): answer 413 to bodies over 64 KiB (#1221)
      *  fix(engine): take no task after the engine was stopped (#1219)
      *  feat(cli): tell how many workers are busy (#1208)
      | *  (tag: v2.0.0, release/v2.0.0) chore: bump version to 2.0.0
      | *  chore(deploy): settings that the release rehearsal asked for
      | *  fix(intent): take the quotes off names
      | *  fix(gateway): answer 413 to bodies over 64 KiB (#1221)
      | *  fix(engine): take no task after the engine was stopped (#1219)
      |/  
      *  chore: say where our pull requests are
      *  feat(cli): tell how many tasks wait (#1181)
      *  feat(gateway)!: let nobody in without a token (#1170)
      *  feat(intent): understand plain sentences (#1162)
      *  chore: begin 2.0
      *  fix(engine): keep the order of tasks that are equally urgent (#1150)
      | *  (tag: v1.9.1, release/v1.9.1) chore: bump version to 1.9.1
      | *  fix(engine): keep the order of tasks that are equally urgent (#1150)
      |/  
      *  (tag: v1.9.0) chore(deploy): add the chart and a compose file (#1117)
      *  feat(store): keep state in files (#1110)
      *  feat(gateway): take tasks over HTTP (#1104)
      *  feat(engine): run tasks with a pool of workers (#1101)
      *  chore: set up the package"
    `)
  })

  it('is the same, byte for byte, each time', async () => {
    const again = await makeDemoRepository(join(root, 'again'))
    const refs = (folder: string) =>
      git(folder, 'for-each-ref', '--format=%(objectname) %(objecttype) %(refname)')
    expect(refs(again.folder)).toBe(refs(demo.folder))
    expect(refs(demo.folder)).toMatchInlineSnapshot(`
      "cef35e333ce0bedf373eff08da5a28cf06b064c6 commit refs/heads/main
      416179c0f95a7dd2b4f2e19c057b15a56583ef6b commit refs/heads/release/v1.9.1
      8d1d5810984b04c1dceece1d94e6148962c336c6 commit refs/heads/release/v2.0.0
      79ec2137fe88dd76347cc2517651cdb0cd314b71 commit refs/pull/1235/head
      baddfc1f2b63bf4055ded005c43fa974328be635 tag refs/tags/v1.9.0
      f0a22d19c9ac6c78d617935caa87eee1f16b975c tag refs/tags/v1.9.1
      84dfd1e37cdf93a702a24d7a5f87ab0a3c38c882 tag refs/tags/v2.0.0"
    `)
  })

  it('is sound, and its folder is clean', () => {
    git(demo.folder, 'fsck', '--strict')
    expect(git(demo.folder, 'status', '--porcelain')).toBe('')
    expect(git(demo.folder, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main')
  })

  it('bears its version wherever §1.3 says, at every tag', () => {
    const files = [
      'package.json',
      'package-lock.json',
      'src/version.ts',
      'helm/Chart.yaml',
      'docker-compose.yml',
    ]
    for (const [tag, times] of [
      ['1.9.0', 8],
      ['1.9.1', 8],
      ['2.0.0', 8],
    ] as const) {
      const text = files.map((path) => git(demo.folder, 'show', `v${tag}:${path}`)).join('\n')
      expect(text.split(tag)).toHaveLength(times + 1)
    }
  })

  it('has these files at v2.0.0', () => {
    expect(git(demo.folder, 'ls-tree', '-r', '--name-only', 'v2.0.0')).toMatchInlineSnapshot(`
      ".gitattributes
      .github/release-captain.yml
      .gitignore
      CHANGELOG.md
      README.md
      docker-compose.yml
      helm/Chart.yaml
      helm/values.yaml
      package-lock.json
      package.json
      src/cli.ts
      src/engine/engine.ts
      src/engine/queue.ts
      src/engine/task.ts
      src/gateway/server.ts
      src/gateway/tokens.ts
      src/intent/parser.ts
      src/main.ts
      src/store/query.ts
      src/store/store.ts
      src/version.ts
      test/cli.test.ts
      test/engine.test.ts
      test/integration/gateway.test.ts
      test/parser.test.ts
      test/query.test.ts
      test/queue.test.ts
      test/store.test.ts
      test/tokens.test.ts"
    `)
  })

  it('is picked by git itself as the story wants it', () => {
    const clone = join(root, 'picks')
    git(root, 'clone', '--quiet', '--branch=v2.0.0', demo.folder, clone)
    const commits = git(clone, 'rev-list', '--reverse', '--first-parent', 'v2.0.0..origin/main').split('\n')
    const told = commits.map(
      (commit) => `${git(clone, 'log', '-1', '--format=%s', commit)}: ${pickedAlone(clone, commit)}`,
    )
    expect(told.join('\n')).toMatchInlineSnapshot(`
      "feat(cli): tell how many workers are busy (#1208): clean
      fix(engine): take no task after the engine was stopped (#1219): empty
      fix(gateway): answer 413 to bodies over 64 KiB (#1221): conflict in src/gateway/server.ts
      fix(intent): take the quotes off names: empty
      chore: begin 2.1: conflict in docker-compose.yml, helm/Chart.yaml, package-lock.json, package.json, src/version.ts
      refactor(store): write snapshots in one place (#1226): clean
      fix(engine): fix memory leak in task engine (#1234): clean
      fix(intent): correct validation error in intent parser: clean
      fix(intent): say how a time of day is written: conflict in src/intent/parser.ts, test/parser.test.ts
      feat(gateway): list tasks in pages (#1238): conflict in docs/whats-new.md
      perf(store): improve query performance for large task lists (#1239): clean
      fix(cli): say "1 task waits" (#1242): conflict in src/cli.ts
      docs: say on which port the gateway listens: clean
      fix(store): keep the last snapshot when the disk is full (#1244): conflict in src/store/snapshot.ts, src/store/store.ts
      perf(engine): run 64 tasks at a time (#1246): conflict in src/engine/engine.ts
      fix(deploy): stop crashes of the gateway for want of memory (#1247): empty
      Revert "perf(engine): run 64 tasks at a time (#1246)" (#1249): conflict in src/engine/engine.ts
      fix(gateway)!: refuse requests that name no version (#1252): clean
      fix(gateway): do not crash on a body that is no JSON (#1253): clean
      fix(gateway): tell busy clients again when to come back (#1254): clean
      fix(security): compare signatures in constant time (#1250): clean
      Merge pull request #1235 from godel/state-store-race: clean
      fix(security): fix authentication bypass in API gateway (#1241): clean
      fix(engine): drop the timers of finished tasks when the engine stops (#1251): clean"
    `)
  })

  it('has one conflict that a single earlier change makes clean', () => {
    const clone = join(root, 'dependency')
    git(root, 'clone', '--quiet', '--branch=v2.0.0', demo.folder, clone)
    for (const number of ['#1226', '#1244']) {
      git(clone, 'cherry-pick', git(clone, 'log', '--format=%H', `--grep=(${number})$`, 'origin/main'))
    }
    expect(ownTests(clone)).toBe(21)
  })

  it('works: its own tests pass on main and on the line', () => {
    expect(ownTests(demo.folder)).toBe(32)
    const line = join(root, 'line')
    git(root, 'clone', '--quiet', '--branch=v2.0.0', demo.folder, line)
    expect(ownTests(line)).toBe(20)
  })

  it('has facts for changes that there are, and an exception that holds on the day of the story', () => {
    const { changes } = parseFactsFile(parse(readFileSync(demo.factsFile, 'utf8')))
    const subjects = git(demo.folder, 'log', '--format=%s%n%b', 'v2.0.0..main')
    for (const id of changes.keys()) expect(subjects).toMatch(new RegExp(`[(# /]${id.slice(1)}\\b`))

    const exception = changes.get('#1239')?.exception
    expect(exception?.known && exception.value.until > demo.date).toBe(true)
  })

  it('is not made over something else', async () => {
    await expect(makeDemoRepository(root)).rejects.toThrow(/^.* is not empty: it has /)
  })
})
