import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Clock, openClock } from '../../sandbox/clock.ts'

const START = Date.parse('2026-02-10T09:00:00Z')
const MINUTE = 60_000
let outside: { now: number }
let clocks: Clock[]

beforeEach(() => {
  outside = { now: 5 }
  clocks = []
  vi.useFakeTimers()
})

afterEach(() => {
  for (const clock of clocks) clock.stop()
  vi.useRealTimers()
})

function open(speed: number): Clock {
  const clock = openClock(START, speed, () => outside.now)
  clocks.push(clock)
  return clock
}

/** Time goes by outside. */
function passes(ms: number): void {
  outside.now += ms
  vi.advanceTimersByTime(ms)
}

const since = (clock: Clock) => clock.now() - START

describe('a clock of the sandbox', () => {
  it('runs so many times as fast as outside', () => {
    const clock = open(60)
    passes(1000)
    expect(since(clock)).toBe(MINUTE)
  })

  it('goes on from where it is when its speed changes', () => {
    const clock = open(1)
    passes(1000)
    clock.runs(600)
    passes(1000)
    expect(since(clock)).toBe(601_000)
  })

  it('stands still, and goes on as fast as before', () => {
    const clock = open(60)
    clock.pauses()
    clock.pauses()
    passes(5000)
    expect([since(clock), clock.speed()]).toEqual([0, 0])
    clock.resumes()
    passes(1000)
    expect([since(clock), clock.speed()]).toEqual([MINUTE, 60])
  })

  it('jumps, and tells that it did', () => {
    const clock = open(1)
    const told: number[] = []
    const hush = clock.onChange(() => told.push(since(clock)))
    clock.jumps(2 * MINUTE)
    hush()
    clock.jumps(MINUTE)
    expect([told, since(clock)]).toEqual([[2 * MINUTE], 3 * MINUTE])
  })

  it('never goes back, whatever is done to it', () => {
    const doing = fc.oneof(
      fc.record({ do: fc.constant('runs' as const), by: fc.integer({ min: 0, max: 600 }) }),
      fc.record({ do: fc.constant('jumps' as const), by: fc.integer({ min: 0, max: 1e9 }) }),
      fc.record({ do: fc.constant('passes' as const), by: fc.integer({ min: 0, max: 1e6 }) }),
    )
    fc.assert(
      fc.property(fc.array(doing), (doings) => {
        const clock = open(1)
        const times = doings.map((one) => {
          if (one.do === 'passes') passes(one.by)
          else clock[one.do](one.by)
          return clock.now()
        })
        expect(times).toEqual([...times].sort((one, other) => one - other))
      }),
    )
  })
})

describe('something that is due', () => {
  it('happens at its time in the world, and not before', () => {
    const clock = open(60)
    const happened: number[] = []
    clock.at(START + 2 * MINUTE, () => happened.push(since(clock)))
    passes(1999)
    expect(happened).toEqual([])
    passes(1)
    expect(happened).toEqual([2 * MINUTE])
  })

  it('waits while the clock stands still, and comes sooner when it runs faster', () => {
    const clock = open(1)
    const happened: string[] = []
    clock.at(START + MINUTE, () => happened.push('it'))
    clock.pauses()
    passes(10 * MINUTE)
    expect(happened).toEqual([])
    clock.runs(60)
    passes(1000)
    expect(happened).toEqual(['it'])
  })

  it('happens in its order when the clock jumps over it, once', () => {
    const clock = open(1)
    const happened: string[] = []
    clock.at(START + 2 * MINUTE, () => happened.push('second'))
    clock.at(START + MINUTE, () => happened.push('first'))
    clock.jumps(MINUTE * 60)
    passes(MINUTE * 60)
    expect(happened).toEqual(['first', 'second'])
  })

  it('does not happen once it is called off', () => {
    const clock = open(1)
    const happened: string[] = []
    const callOff = clock.at(START + MINUTE, () => happened.push('it'))
    callOff()
    passes(2 * MINUTE)
    expect(happened).toEqual([])
  })

  it('may be further away than a timer can wait', () => {
    const clock = open(1)
    const happened: string[] = []
    clock.at(START + 60 * 24 * 60 * MINUTE, () => happened.push('it'))
    passes(59 * 24 * 60 * MINUTE)
    expect(happened).toEqual([])
    passes(24 * 60 * MINUTE)
    expect(happened).toEqual(['it'])
  })
})
