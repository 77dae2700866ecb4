import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fetchPull } from '../../../../src/adapters/git/plan/pull-request-candidate.ts'
import { withWorkspace } from '../../../../src/planner/workspace/workspace.ts'
import { known } from '../../../../src/release/facts/facts.ts'
import type { TryQuery, TryReading } from '../../../../src/runtime/ports/git.ts'
import { refusal } from '../../../git/repositories.ts'
import type { Change } from '../../../worlds/cli/world.ts'
import { NOW, openRemote, type RemoteWorld } from '../remote.ts'

/** Opens #7 from a fork: the repository has it under `refs/pull/7/head` alone. */
function opens(
  world: RemoteWorld,
  from: string,
  change: Change = {},
  title = 'fix: crash of the gateway',
): string {
  const { edits = { 'src/fix.ts': 'fixed\n', 'test/fix.test.ts': '' } } = change
  world.product.moveBranch('fork', from)
  const head = world.product.commit({ branch: 'fork', message: title, edits, author: 'Grace', at: NOW })
  world.git('update-ref', 'refs/pull/7/head', head)
  world.git('update-ref', '-d', 'refs/heads/fork')
  return head
}

function tries(world: RemoteWorld, head: string, more: Partial<TryQuery> = {}): Promise<TryReading> {
  const { at, captain } = world
  const title = 'fix: crash of the gateway'
  return captain.tryPullRequest({
    at,
    line: null,
    number: 7,
    head,
    title,
    labels: ['crash'],
    now: NOW,
    ...more,
  })
}

describe('a pull request that is open', () => {
  it('is judged as a candidate of the next patch, and picked as it would be were it merged now', async () => {
    using world = openRemote()
    const head = opens(world, world.product.tip('main'))
    world.merges('fix: something else (#2)')
    const refs = world.git('for-each-ref')
    const { considered, ...seen } = await tries(world, head)
    expect(seen).toEqual({ version: 'v2.0.1', line: '2.0', base: 'v2.0.0', outcome: 'clean', files: [] })
    const { candidate, verdict, facts } = considered
    expect([candidate.id, candidate.title]).toEqual(['#7', 'fix: crash of the gateway'])
    expect([verdict.kind, verdict.type]).toEqual(['eligible', 'crash'])
    expect(facts.labels).toMatchObject({ value: ['crash'] })
    expect(verdict.rules.find(({ rule }) => rule === 'merged')).toMatchObject({ answer: 'no', mode: 'off' })
    expect(verdict.rules.find(({ rule }) => rule === 'test-coverage')).toMatchObject({ answer: 'yes' })
    expect(world.git('for-each-ref')).toBe(refs)
    expect((await tries(world, head)).considered.candidate.picks).toEqual(candidate.picks)
  })

  it('counts what else is learnt of it', async () => {
    using world = openRemote()
    const learn: TryQuery['learn'] = async ([candidate]) => ({
      stated: new Map([[candidate?.id ?? '', { reviewed: known(false, 'GitHub') }]]),
      authors: new Map(),
    })
    const { considered } = await tries(world, opens(world, world.product.tip('main')), { learn })
    expect(considered.verdict.kind).toBe('not-ready')
  })

  it('may conflict on the line, though it merges into main', async () => {
    using world = openRemote()
    const edits = { 'src/a.ts': 'as on main\n' }
    world.merges('feat: new part (#2)', { edits })
    const head = opens(world, world.product.tip('main'), { edits: { 'src/a.ts': 'fixed\n' } })
    expect(await tries(world, head)).toMatchObject({ outcome: 'conflict', files: ['src/a.ts'] })
  })

  it('may not merge into main itself, or bring nothing', async () => {
    using world = openRemote()
    const before = world.product.tip('main')
    world.merges('fix: another way (#2)', { edits: { 'src/fix.ts': 'otherwise\n' } })
    expect(await tries(world, opens(world, before))).toMatchObject({
      outcome: 'unmergeable',
      files: ['src/fix.ts'],
    })
    const same = opens(world, before, { edits: { 'src/fix.ts': 'otherwise\n' } })
    expect(await tries(world, same)).toMatchObject({ outcome: 'empty', files: [] })
  })

  it('is not tried where it brings more bytes than that, and leaves nothing behind', async () => {
    using world = openRemote()
    const noise = randomBytes(200_000).toString('base64')
    const head = opens(world, world.product.tip('main'), { edits: { 'src/big.bin': noise } })
    const cacheDir = join(world.folder, 'another-cache')
    const opening = { repository: world.at.url, jobs: 1, onProgress: () => undefined }
    const left = await withWorkspace(opening, { cacheDir }, async (workspace) => {
      const fetched = fetchPull(workspace, { at: world.at, number: 7, head }, 100_000)
      expect(await refusal(fetched)).toContain("isn't tried before it is merged")
      return readdir(workspace.quarantine.gitDir)
    })
    expect(left.filter((name) => name.startsWith('incoming'))).toEqual([])
  })

  it('is refused where its head moved on meanwhile', async () => {
    using world = openRemote()
    opens(world, world.product.tip('main'))
    expect(await refusal(tries(world, '1'.repeat(40)))).toMatchInlineSnapshot(`
      "[repository] 1111111111 is no longer the head of #7: someone pushed meanwhile.
      Next: You don't need to do anything: Release Captain checks the new head when GitHub reports it."
    `)
  })
})
