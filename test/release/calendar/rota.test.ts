import { expect, it } from 'vitest'
import { findReleaseManager, listTurns } from '../../../src/release/calendar/rota.ts'

const rota = { managers: ['ada', 'bea', 'cem'], weeks: 1, anchor: '2026-11-30' }

it.each([
  ['2026-11-30', 'ada'],
  ['2026-12-06', 'ada'],
  ['2026-12-07', 'bea'],
  ['2026-12-21', 'ada'],
  ['2026-11-29', 'cem'],
  ['2020-01-01', 'cem'],
])('on %s it is the turn of %s', (date, manager) => {
  expect(findReleaseManager(rota, date)).toBe(manager)
})

it('nobody has a turn where the policy names none', () => {
  expect(findReleaseManager({ ...rota, managers: [] }, '2026-11-30')).toBeNull()
  expect(listTurns({ ...rota, managers: [] }, { from: '2026-11-30', count: 3 })).toEqual([])
})

it('lists turns without a gap', () => {
  expect(listTurns({ ...rota, weeks: 2 }, { from: '2026-12-09', count: 2 })).toEqual([
    { manager: 'ada', from: '2026-11-30', to: '2026-12-13' },
    { manager: 'bea', from: '2026-12-14', to: '2026-12-27' },
  ])
})
