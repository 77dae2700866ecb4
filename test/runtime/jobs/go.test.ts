import { describe, expect, it } from 'vitest'
import { handleComment } from '../../../src/runtime/jobs/comment.ts'
import type { Comment } from '../../../src/runtime/ports/github.ts'
import { Later } from '../../../src/runtime/ports/retry-later.ts'
import { type EffectWorld, openEffects } from '../effects/world.ts'

/** The newest question on the tracking issue. */
async function question(world: EffectWorld): Promise<Comment> {
  const { issue } = (await world.open()).ledger.shown
  const found = (await world.repo.listComments(issue ?? 0)).findLast(({ body }) => body.startsWith('### Tag'))
  if (!found) throw new Error('nothing is asked')
  return found
}

/** Grace says go in a comment that GitHub says is of that time; how many go's are on record then. */
async function saysGo(world: EffectWorld, at: number): Promise<number> {
  const { issue } = (await world.open()).ledger.shown
  const { id: by } = world.github.person('grace')
  const { id: comment } = await world.github.person('grace').comments(issue ?? 0, '/release go')
  const repository = world.repo.ref.id
  const said = {
    kind: 'commented',
    isMember: true,
    repository,
    defaultBranch: 'main',
    number: issue ?? 0,
    isPullRequest: false,
    comment,
    body: '/release go',
    by: { id: by, login: 'grace', kind: 'user' },
    at,
  } as const
  const performed = await handleComment(world.anew(), { kind: 'comment', said, release: world.id })
  if (performed.kind === 'done') await world.anew().store.transact((unit) => performed.write(unit))
  return (await world.events()).filter(({ type }) => type === 'ApprovalGiven').length
}

describe('a go in a comment', () => {
  it('counts for what stood on GitHub when it was written, by GitHub’s clock, whatever ours says', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.work()
    await world.say('grace', { type: 'NoGo', because: 'not yet', saw: null })
    const { at: old } = await question(world)
    await world.say('ada', { type: 'Resume' })
    await expect(saysGo(world, old + 1)).rejects.toThrow(Later)

    // The question is on record: five minutes ago by a clock of ours that is behind.
    world.passes(300_000)
    await world.work()
    const { at } = await question(world)
    expect(at).toBeGreaterThan(old + 300)
    expect(await saysGo(world, at - 1)).toBe(0)
    expect(await saysGo(world, at)).toBe(1)
  })

  it('counts where somebody deleted the question', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.work()
    const [repository] = world.github.world.repositories.values()
    const { id, at } = await question(world)
    const place = repository?.comments.findIndex((one) => one.id === id) ?? -1
    repository?.comments.splice(place, 1)
    expect(await saysGo(world, at + 5)).toBe(1)
  })
})
