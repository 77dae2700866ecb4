import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openPlainWriter } from '../../../src/git/objects/commit-objects.ts'
import { buildCommits } from '../../../src/git/picks/build-commits.ts'
import { install } from '../../../src/git/refs/install.ts'
import { openEngine } from '../../worlds/cli/engine.ts'
import { differences, fingerprint } from '../../worlds/cli/fingerprint.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { text } from '../../worlds/git/pick-cases.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder, refusal } from '../repositories.ts'

const BRANCH = 'refs/heads/release/v2.0.1'
const BOT = { name: 'bot', email: 'bot@example.org', at: 1_760_000_000, zone: '+0000', signOff: false }

/** A clone in the middle of somebody's work: main checked out, a file changed, another staged, a third untracked. */
function atWork(path: string, options: readonly string[] = []): WorkTree & { base: string; fix: string } {
  const tree = workTree(join(path, 'clone'), options)
  const [base = '', fix = ''] = writeHistory(tree.gitDir, [
    { files: { a: text('a'), b: text('b') }, parents: [] },
    { files: { a: text('a', { 3: 'fixed' }), b: text('b') }, parents: [0], message: 'fix: it\n' },
  ])
  tree.git(['update-ref', '-d', 'refs/worlds/latest'])
  tree.git(['update-ref', 'refs/heads/main', fix])
  tree.git(['reset', '-q', '--hard'])
  writeFileSync(join(tree.folder, 'a'), 'changed\n')
  writeFileSync(join(tree.folder, 'b'), 'staged\n')
  tree.git(['add', 'b'])
  writeFileSync(join(tree.folder, 'c'), 'untracked\n')
  return { ...tree, base, fix }
}

/** Builds a release of the fix and installs it into the repository that is named. */
async function release(
  world: ReturnType<typeof atWork>,
  repository: string,
  names: readonly string[] = [BRANCH],
) {
  await using opened = await openEngine({ repository, cacheDir: join(world.folder, '..', 'cache') })
  const { base, fix } = world
  const { head } = await buildCommits({
    ...opened,
    base,
    candidates: [{ id: '#1', picks: [{ sha: fix, mainline: null }] }],
    committer: BOT,
    write: openPlainWriter(opened.store),
    recordOrigin: true,
  })
  const refs = names.map((name) => ({ name, sha: head }))
  return { head, outcome: await install({ ...opened, refs, known: [base, fix] }) }
}

describe('a build that is brought into a clone', () => {
  it('adds objects, the ref and its log, and changes no other byte of it', async () => {
    await using place = await folder()
    const world = atWork(place.path)
    const before = fingerprint(world.folder)
    const { head } = await release(world, world.folder)

    const changed = differences(before, fingerprint(world.folder))
    expect(changed.filter((path) => !path.startsWith('./.git/objects/'))).toEqual([
      './.git/logs/refs/heads/release/',
      './.git/logs/refs/heads/release/v2.0.1',
      './.git/refs/heads/release/',
      './.git/refs/heads/release/v2.0.1',
    ])
    expect(changed.filter((path) => before.has(path))).toEqual([])
    expect(world.git(['rev-parse', BRANCH])).toBe(head)
  })

  it('changes not a byte a second time', async () => {
    await using place = await folder()
    const world = atWork(place.path)
    await release(world, world.folder)
    const before = fingerprint(world.folder)
    expect((await release(world, world.folder)).outcome).toBe('unchanged')
    expect(differences(before, fingerprint(world.folder))).toEqual([])
  })

  it('changes not a byte when it is refused', async () => {
    await using place = await folder()
    const world = atWork(place.path)
    world.git(['update-ref', BRANCH, world.base])
    const before = fingerprint(world.folder)
    expect(await refusal(release(world, world.folder))).toContain('already exists')
    expect(differences(before, fingerprint(world.folder))).toEqual([])
  })

  it('is there for a linked work tree as for the first one', async () => {
    await using place = await folder()
    const world = atWork(place.path)
    const linked = join(place.path, 'linked')
    world.git(['worktree', 'add', '-q', '--detach', linked, world.base])
    const work = fingerprint(linked)
    const { head, outcome } = await release(world, linked)
    expect([outcome, world.git(['rev-parse', BRANCH])]).toEqual(['created', head])
    expect(differences(work, fingerprint(linked))).toEqual([])
  })

  it('comes into a bare clone, and into one with packed refs and objects', async () => {
    await using place = await folder()
    const world = atWork(place.path)
    const bare = join(place.path, 'bare.git')
    world.git(['clone', '-q', '--bare', '.', bare])
    world.git([`--git-dir=${bare}`, 'repack', '-adq'])
    world.git([`--git-dir=${bare}`, 'pack-refs', '--all'])
    const { head } = await release(world, bare)
    expect(world.git([`--git-dir=${bare}`, 'rev-parse', BRANCH])).toBe(head)
    expect(world.git([`--git-dir=${bare}`, 'fsck', '--strict', '--no-dangling'])).toBe('')
  })

  it('comes into a repository with sha256 ids', async () => {
    await using place = await folder()
    const world = atWork(place.path, ['--object-format=sha256'])
    const { head } = await release(world, world.folder)
    expect(head).toMatch(/^[0-9a-f]{64}$/)
    expect(world.git(['rev-parse', BRANCH])).toBe(head)
  })

  it('makes the refs named, and none that a name would smuggle in', async () => {
    await using place = await folder()
    const world = atWork(place.path)
    const before = readFileSync(join(world.gitDir, 'refs/heads/main'), 'utf8')
    for (const name of [
      `refs/heads/x ${world.fix}\ndelete refs/heads/main`,
      '-d',
      'HEAD',
      'config',
      'refs/x',
    ]) {
      await expect(release(world, world.folder, [name])).rejects.toThrow()
    }
    expect(readFileSync(join(world.gitDir, 'refs/heads/main'), 'utf8')).toBe(before)
    expect(world.git(['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main')
  })
})
