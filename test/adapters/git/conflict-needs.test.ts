import { expect, it } from 'vitest'
import { listLines } from '../../worlds/cli/product-files.ts'
import { openRemote } from './remote.ts'

const engine = (replaced: Readonly<Record<number, string>>) => ({ 'src/engine.ts': listLines(30, replaced) })

it('a conflict names the earlier change with which it applies, proved by picking both', async () => {
  using world = openRemote()
  world.merges('refactor: write snapshots in one place (#5)', { edits: engine({ 9: 'in one place' }) })
  world.merges('feat: tasks in pages (#6)')
  world.merges('fix: crash of snapshots (#7)', { edits: engine({ 9: 'in one safe place' }) })
  const selection = { kind: 'exactly', take: ['#7'] } as const
  const settled = await world.settle({ selection })
  const { head, outcomes } = await world.captain.build({ ...settled, onto: [] })
  expect(outcomes).toMatchObject([{ candidate: '#7', kind: 'conflict' }])
  const asked = { ...settled, candidate: '#7', head, branch: 'release/v2.0.1-pick-7' }
  expect(await world.captain.createConflictBranch(asked)).toMatchObject({ needs: ['#5'] })
})
