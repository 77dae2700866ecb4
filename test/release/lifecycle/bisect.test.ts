import { describe, expect, it } from 'vitest'
import { ada, opening, Story } from './story.ts'

describe('bisect', () => {
  const many = () => {
    const story = new Story()
    story.eligible = ['#1', '#2', '#3', '#4', '#5', '#6', '#7', '#8']
    story.say(ada, opening())
    story.learn({ type: 'IssueSeen', issue: 100 })
    return story.goesOn()
  }
  const told = (story: Story) =>
    story.effectsOf('tell').filter((effect) => 'event' in effect && effect.event.type === 'BreakFound')
  const finds = (bad: string) => {
    const story = many().tested('failure')
    expect(story.say(ada, { type: 'Bisect' })).toBeNull()
    for (let asked = 0; told(story).length === 0; asked++) {
      if (asked > 20) throw new Error('it looks for ever')
      const head = story.probes().at(-1) ?? ''
      const at = Number(/#(\d)$/.exec(head)?.[1] ?? 0)
      story.testedAt(head, at >= Number(bad.slice(1)) ? 'failure' : 'success')
    }
    return story
  }

  it.each(['#1', '#2', '#5', '#8'])('finds that %s breaks a test, in a few probes', (bad) => {
    const story = finds(bad)
    expect(told(story)).toMatchObject([{ event: { type: 'BreakFound', candidate: bad } }])
    expect(story.probes().length).toBeLessThanOrEqual(4)
  })

  it('finds that the bump breaks it, where every pick is green', () => {
    expect(told(finds('#9'))).toMatchObject([{ event: { candidate: null } }])
  })

  it('finds that it fails without any pick', () => {
    expect(told(finds('#0'))).toMatchObject([
      { event: { candidate: null, because: { code: 'fails-without-pick' } } },
    ])
  })

  it('is refused while nothing fails, and while there is nothing to test', () => {
    expect(many().say(ada, { type: 'Bisect' })).toMatchObject({ code: 'no-failed-test' })
    expect(new Story().say(ada, opening())).toBeNull()
  })
})

describe('a test that fails', () => {
  it('is told at once, once for each run of it, and one that succeeds is not', () => {
    const story = new Story()
    story.say(ada, opening())
    story.learn({ type: 'IssueSeen', issue: 100 })
    story.goesOn()
    const count = () => story.types.filter((type) => type === 'TestFailed').length
    const before = count()
    story.tested('failure', 1)
    const tests = count() - before
    expect(tests).toBeGreaterThan(0)
    story.tested('failure', 1)
    expect(count() - before).toBe(tests)
    story.tested('failure', 2)
    expect(count() - before).toBe(2 * tests)
    story.tested('success', 3)
    expect(count() - before).toBe(2 * tests)
  })
})
