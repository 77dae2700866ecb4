import { describe, expect, it } from 'vitest'
import { openServerClock } from '../../../src/adapters/github/server-clock.ts'

const NOON = Date.UTC(2026, 2, 4, 12) / 1000

/** A server whose clock is right, and ours, which is so many seconds ahead. */
function openClocks({ ahead, date = true }: { readonly ahead: number; readonly date?: boolean }) {
  const time = { passed: 0, ahead }
  const clock = openServerClock({
    fetch: async () =>
      new Response('{}', {
        headers: date ? { date: new Date((NOON + time.passed) * 1000).toUTCString() } : {},
      }),
    now: () => NOON + time.passed + time.ahead,
    elapsed: () => time.passed * 1000,
  })
  return { time, clock, ask: () => clock.fetch('https://api.github.com/app') }
}

describe('how far the clock of a server is from ours', () => {
  it.each([0, 3600, -90])('is known by the date of its answers: ours is %i seconds ahead', async (ahead) => {
    const { clock, ask } = openClocks({ ahead })
    expect(clock.getSecondsAhead()).toBeNull()
    await ask()
    expect(clock.getSecondsAhead()).toBe(0 - ahead)
  })

  it('shows at once where ours jumps between two answers, and does not grow by the time that passes', async () => {
    const { time, clock, ask } = openClocks({ ahead: 0 })
    await ask()
    time.passed += 600
    expect(clock.getSecondsAhead()).toBe(0)
    time.ahead = 3600
    expect(clock.getSecondsAhead()).toBe(-3600)
  })

  it('is unknown where no answer has a date', async () => {
    const { clock, ask } = openClocks({ ahead: 3600, date: false })
    await ask()
    expect(clock.getSecondsAhead()).toBeNull()
  })
})
