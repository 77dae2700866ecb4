import { describe, expect, it } from 'vitest'
import { type EffectWorld, openEffects } from '../world.ts'

/** A release whose tag is asked for, with Grace's go. */
async function goSaid(options: Parameters<typeof openEffects>[0] = {}): Promise<EffectWorld> {
  const world = await openEffects(options)
  await world.cut(world.merged.fix)
  await world.work()
  await world.say('grace', { type: 'Go', saw: null })
  return world
}

describe('the tag', () => {
  it('is not pushed on the go of someone who lost the right to it, until they have it back', async () => {
    const world = await goSaid()
    world.github.person('grace', { role: 'write' })
    await world.work()

    expect(await world.repo.tag('v2.0.1')).toBeNull()
    const { ledger } = await world.open()
    expect(ledger.flow).toMatchObject({
      kind: 'held',
      because: { code: 'approver-lost', login: 'grace', how: 'role-lost' },
    })
    expect(ledger.trouble).toMatchObject({
      step: 'tag',
      reason: { code: 'approvers-lost', tag: 'v2.0.1', step: 'tag', logins: ['grace'] },
    })

    world.github.person('grace', { role: 'maintain' })
    await world.say('ada', { type: 'Resume' })
    await world.say('ada', { type: 'Retry', what: 'tag' })
    await world.tries('push-tag')

    expect((await world.repo.tag('v2.0.1'))?.annotated).toBe(true)
  })

  it('is not pushed on a go by a name that someone else has now', async () => {
    const world = await goSaid()
    world.github.renamesPerson('grace', 'grace-before')
    world.github.person('grace', { role: 'maintain' })
    await world.work()

    expect(await world.repo.tag('v2.0.1')).toBeNull()
    const { flow } = (await world.open()).ledger
    expect(flow).toMatchObject({ because: { code: 'approver-lost', login: 'grace', how: 'account-renamed' } })
  })

  it('waits while GitHub does not say what an approver may do, and while somebody holds the release', async () => {
    const world = await goSaid()
    const call = 'repos/get-collaborator-permission-level'
    world.github.faults.add(call, { kind: 'broken', status: 502 }, 20)
    expect(await world.tries('push-tag')).toMatchObject({
      kind: 'later',
      why: expect.stringContaining('grace'),
    })

    world.github.faults.clear()
    await world.say('ada', { type: 'Hold', because: 'wait for the press' })
    expect(await world.tries('push-tag')).toMatchObject({ kind: 'later', why: 'The release is held.' })
    expect(await world.repo.tag('v2.0.1')).toBeNull()
  })

  it('is for the commit that was approved: a branch that moved meanwhile gets none', async () => {
    const world = await goSaid()
    await world.github.person('linus').pushes({
      branch: 'release/v2.0.1',
      message: 'fix: one more',
      files: { 'src/a.ts': 'export const a = 3\n' },
    })
    const { performed } = world
    const before = performed.length
    await world.work()

    expect(await world.repo.tag('v2.0.1')).toBeNull()
    expect((await world.open()).ledger.trouble).toMatchObject({
      step: 'tag',
      reason: {
        what: expect.stringMatching(
          /^`release\/v2\.0\.1` is at `[0-9a-f]{10}`, but the go for `v2\.0\.1` was for/,
        ),
      },
    })
    expect(performed.slice(before)).not.toContain('build-artifacts')
  })

  it('that stands already is taken as it is: the same commit goes on, another holds the release', async () => {
    const world = await goSaid()
    await world.github.person('linus').tags('v2.0.1', 'main')
    await world.work()

    expect((await world.open()).ledger.flow).toMatchObject({
      kind: 'held',
      because: { code: 'tag-moved', tag: 'v2.0.1' },
    })
  })
})
