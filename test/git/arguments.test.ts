import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openPlainWriter } from '../../src/git/objects/commit-objects.ts'
import { buildCommits } from '../../src/git/picks/build-commits.ts'
import { install } from '../../src/git/refs/install.ts'
import { readTags } from '../../src/git/refs/tags.ts'
import { readLocalConfig, resolveCommit } from '../../src/git/repository.ts'
import { openEngine } from '../worlds/cli/engine.ts'
import { writeHistory } from '../worlds/cli/snapshots.ts'
import { workTree } from '../worlds/git/work-tree.ts'
import { folder } from './repositories.ts'

afterEach(() => vi.unstubAllEnvs())

/** Puts a `git` before the real one that writes down what it was asked, and then lets the real one do it. */
async function listen(path: string): Promise<() => string[][]> {
  const real = execFileSync('sh', ['-c', 'command -v git']).toString().trim()
  const log = join(path, 'asked')
  await mkdir(join(path, 'bin'))
  const script = `#!/bin/sh\n{ printf '%s\\0' "$@"; printf '\\n\\0'; } >> '${log}'\nexec '${real}' "$@"\n`
  writeFileSync(join(path, 'bin', 'git'), script, { mode: 0o755 })
  writeFileSync(log, '')
  vi.stubEnv('PATH', `${join(path, 'bin')}:${process.env['PATH']}`)
  return () =>
    readFileSync(log, 'utf8')
      .split('\n\0')
      .filter(Boolean)
      .map((call) => call.split('\0').slice(0, -1))
}

/** Names that git's own rules for refs let through, or nearly, and that would do something as an option or revision. */
const NAMES = [
  '-d',
  '--output=x',
  '--all',
  '--upload-pack=id',
  '$(id)',
  '`id`',
  ';id',
  'HEAD',
  '@',
  '@{-1}',
  'v1',
  'main',
]

/** What of a call stands where git reads options or revisions of its own: before the mark that ends options. */
function exposed(call: readonly string[]): readonly string[] {
  const end = call.indexOf('--end-of-options')
  const paths = call.indexOf('--')
  const ends = [end, paths].filter((at) => at >= 0)
  return ends.length === 0 ? call : call.slice(0, Math.min(...ends))
}

describe('what comes from outside', () => {
  it('stands behind the mark that ends options, by its whole name, wherever a name is looked up', async () => {
    await using place = await folder()
    const tree = workTree(join(place.path, 'clone'))
    const asked = await listen(place.path)
    await using opened = await openEngine({ repository: tree.folder })
    for (const name of NAMES) {
      await resolveCommit(opened.repository, name)
      await resolveCommit(opened.repository, `refs/heads/${name}`)
    }
    const lookups = asked().filter((call) => call.includes('--verify'))
    expect(lookups.map((call) => call.slice(-2))).toEqual(
      NAMES.flatMap((name) => [name, `refs/heads/${name}`]).map((name) => [
        '--end-of-options',
        `${name}^{commit}`,
      ]),
    )
  })

  it('reaches git by its standard input or by ids, when a release is planned, built and installed', async () => {
    await using place = await folder()
    const tree = workTree(join(place.path, 'clone'))
    const files = (content: string) => ({ '-d': content, '--output=x': content, '$(id)': content })
    const [base = '', fix = ''] = writeHistory(tree.gitDir, [
      { files: files('one\n'), parents: [] },
      { files: files('two\n'), parents: [0], message: '--output=x\n\n-d $(id)\n' },
    ])
    for (const name of ['refs/heads/$(id)', 'refs/heads/--output=x', 'refs/tags/-d']) {
      tree.git(['update-ref', name, base])
    }
    const asked = await listen(place.path)
    await using opened = await openEngine({ repository: tree.folder })
    const { repository, store, engine } = opened
    await readTags(repository)
    const committer = { name: '--author=x', email: '$(id)', at: 1_760_000_000, zone: '+0000', signOff: false }
    const candidates = [{ id: '--all', picks: [{ sha: fix, mainline: null }] }]
    const write = openPlainWriter(store)
    const to = { store, engine, base, candidates, committer, write, recordOrigin: true }
    const { head } = await buildCommits(to)
    const refs = [{ name: 'refs/heads/release/--output=x', sha: head }]
    await install({ ...opened, refs, known: [base] })

    expect(tree.git(['rev-parse', 'refs/heads/release/--output=x'])).toBe(head)
    expect(asked().length).toBeGreaterThan(8)
    const hostile = /--output=x|^-d$|\$\(id\)|--author/
    for (const call of asked()) {
      expect(exposed(call).filter((arg) => hostile.test(arg))).toEqual([])
    }
  })

  it('says the commit of a branch that is called as a tag or as a revision', async () => {
    await using place = await folder()
    const tree = workTree(join(place.path, 'clone'))
    const [one = '', two = ''] = writeHistory(tree.gitDir, [
      { files: { a: '1' }, parents: [] },
      { files: { a: '2' }, parents: [] },
    ])
    await using opened = await openEngine({ repository: tree.folder })
    for (const name of ['v1', 'HEAD', '-d', 'refs/tags/v1', one]) {
      tree.git(['update-ref', `refs/tags/${name}`, one])
      tree.git(['update-ref', `refs/heads/${name}`, two])
      expect(await resolveCommit(opened.repository, `refs/tags/${name}`)).toBe(one)
      expect(await resolveCommit(opened.repository, `refs/heads/${name}`)).toBe(two)
    }
  })

  it('is no option as a key of the configuration, and no answer where it is not set', async () => {
    await using place = await folder()
    const tree = workTree(join(place.path, 'clone'))
    tree.git(['config', 'remote.-d.url', '--upload-pack=id'])
    await using opened = await openEngine({ repository: tree.folder })
    expect(await readLocalConfig(opened.repository, 'remote.-d.url')).toBe('--upload-pack=id')
    expect(await readLocalConfig(opened.repository, 'remote.none.url')).toBeNull()
  })
})
