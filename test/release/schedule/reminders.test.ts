import { describe, expect, it } from 'vitest'
import { listReminders } from '../../../src/release/schedule/reminders.ts'
import { ada, cutRelease, opening, Story } from '../lifecycle/story.ts'

const HOUR = 3_600

/** Who is reminded of what, so many hours after the last event. */
function reminded({ release, events }: Story, hours: number): string[] {
  if (release.status !== 'open') throw new Error('not open')
  const now = (events.at(-1)?.at ?? 0) + hours * HOUR
  return listReminders(release, events, now).map(
    ({ person, wanted, isEscalated }) => `${person.login} ${wanted.code}${isEscalated ? ' escalated' : ''}`,
  )
}

describe('a release that waits', () => {
  it('leaves people alone for as long as the policy says', () => {
    expect(reminded(cutRelease(), 23)).toEqual([])
  })

  it('reminds who opened it of lines that nobody ticked, where no manager has the week', () => {
    expect(new Set(reminded(cutRelease().tested('success'), 25))).toEqual(new Set(['ada item-not-ticked']))
  })
})

describe('a conflict', () => {
  const story = () => {
    const one = new Story()
    one.conflicting = ['#7']
    one.say(ada, opening())
    return one.goesOn()
  }

  it('is its author’s to resolve', () => {
    expect(reminded(story(), 25)).toContain('eve conflict')
    expect(reminded(story(), 25).filter((one) => one.startsWith('ada conflict'))).toEqual([])
  })

  it('is told to the release manager where it waits for days', () => {
    expect(reminded(story(), 73)).toContain('ada conflict escalated')
  })
})
