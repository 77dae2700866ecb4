import { describe, expect, it } from 'vitest'
import { createEffectHandler } from '../../../src/runtime/effects/perform-effect.ts'
import { openEffects } from './world.ts'

describe('what people see of a release', () => {
  it('is put back when someone edits or closes it, and made again when it is deleted', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.work()
    const { shown } = (await world.open()).ledger
    const issue = world.issues().find(({ number }) => number === shown.issue)
    const before = issue?.body ?? ''
    const ada = world.github.person('ada')
    await ada.edits(shown.issue ?? 0, { body: 'nonsense', title: 'nothing' })
    await ada.edits(shown.pullRequest ?? 0, { title: 'nothing' })
    await ada.closes(shown.issue ?? 0)
    await world.say('ada', { type: 'Hold', because: 'look at it' })
    await world.say('ada', { type: 'Resume' })
    await world.work()

    expect(issue).toMatchObject({ title: 'Release v2.0.1', body: before, closed: null })
    expect(world.issues().find(({ number }) => number === shown.pullRequest)?.title).toBe('Release v2.0.1')

    const [repository] = world.github.world.repositories.values()
    const at = world.issues().findIndex(({ number }) => number === shown.issue)
    repository?.issues.splice(at, 1)
    await world.say('ada', { type: 'Hold', because: 'look at it' })
    await world.work()

    const now = (await world.open()).ledger.shown.issue
    expect(now).not.toBe(shown.issue)
    expect(world.issues().filter(({ title }) => title === 'Release v2.0.1')).toHaveLength(2)
  })

  it('is not made again for one answer that it is not there', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.work()
    const [repository] = world.github.world.repositories.values()
    const shown = (await world.open()).ledger.shown.issue
    const at = world.issues().findIndex(({ number }) => number === shown)
    const hidden = repository?.issues.splice(at, 1) ?? []
    await world.say('ada', { type: 'Hold', because: 'look at it' })
    const perform = createEffectHandler(world.anew())
    await world.work({
      by: async (task) => {
        const performed = await perform(task)
        if (performed.kind === 'later') repository?.issues.push(...hidden.splice(0))
        return performed
      },
    })
    expect([hidden, (await world.open()).ledger.shown.issue]).toEqual([[], shown])
    expect(world.issues().filter(({ title, pull }) => title === 'Release v2.0.1' && !pull)).toHaveLength(1)
  })

  it('says that a step breaks again and again, and nothing of what broke inside', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.tries('open-issue')
    await world.givesUp('make-plan')
    await world.work()

    const { trouble, shown } = (await world.open()).ledger
    expect(trouble).toMatchObject({ step: 'plan', reason: { code: 'given-up' } })
    expect(JSON.stringify([trouble, world.said(shown.issue ?? 0)])).not.toContain('secret of the inside')
    expect(world.said(shown.issue ?? 0)).toEqual([
      expect.stringMatching(/^\*\*The step `plan` failed\.\*\* /),
    ])

    await world.say('ada', { type: 'Retry', what: 'plan' })
    await world.work()
    expect((await world.open()).place.step).toBe('asking-to-tag')
  })

  it('is drawn once for all that waits when it is drawn', async () => {
    const world = await openEffects()
    await world.cut(world.merged.fix)
    await world.work()
    for (const type of ['Hold', 'Resume', 'Hold'] as const)
      await world.say('ada', type === 'Hold' ? { type, because: 'look at it' } : { type })
    expect(await world.waiting()).toEqual(['draw-issue', 'draw-issue', 'draw-issue'])
    const before = world.sent.length
    await world.work({ by: createEffectHandler(world.anew()) })

    const { issue } = (await world.open()).ledger.shown
    const calls = world.sent.slice(before).map(({ call }) => call)
    expect(calls.filter((call) => call.endsWith(`/issues/${issue}`))).toEqual([
      `GET /repos/godel/api/issues/${issue}`,
      `PATCH /repos/godel/api/issues/${issue}`,
    ])
    expect(world.issues().find(({ number }) => number === issue)?.body).toContain('look at it')
  })

  it('says of a test that never ran what to look at, and runs another again', async () => {
    const config = {
      tests: [
        { id: 'unit', text: 'Unit', command: 'x', check: 'ci' },
        { id: 'e2e', text: 'E2E', command: 'x', check: 'e2e' },
      ],
    }
    const world = await openEffects({ config })
    const ci = world.github.world.repositories.values().next().value?.workflows[0]
    if (ci) world.github.runner().answers(ci, 'failure')
    await world.cut(world.merged.fix)
    await world.work()
    await world.say('ada', { type: 'Retry', what: 'e2e' })
    await world.say('ada', { type: 'Retry', what: 'unit' })
    if (ci) world.github.runner().answers(ci, 'success')
    await world.work()

    const { shown } = (await world.open()).ledger
    expect(world.said(shown.issue ?? 0)).toEqual([
      expect.stringMatching(/^\*\*`ci` failed on/),
      expect.stringMatching(/^\*\*`e2e` has never reported/),
    ])
    const head = await world.repo.findBranch('release/v2.0.1')
    expect(
      (await world.repo.listCheckRuns(head ?? '')).map(({ name, conclusion }) => `${name} ${conclusion}`),
    ).toEqual(['ci success'])
  })
})
