import { expect, it } from 'vitest'
import { renderLineChart } from '../../../src/messages/page/charts/line-chart.ts'

const FROM = Date.parse('2026-02-10T09:00:00Z') / 1000

it('draws values over time, with round numbers at its axis, and says the same in words', () => {
  const points = [0, 60, 120].map((at, i) => ({ at: FROM + at, value: [1, 7, 3][i] ?? 0 }))
  const limit = points.map(({ at }) => ({ at, value: 5 }))
  const chart = renderLineChart({
    title: 'Errors <%>',
    lines: [
      { name: 'Measured', look: 'line', points },
      { name: 'Target', look: 'limit', points: limit },
    ],
  })?.markup

  expect(chart).toContain('<path class="line" fill="none" d="M64,152L346,32L628,112"></path>')
  expect(chart).toContain('<path class="limit" fill="none" d="M64,72L346,72L628,72"></path>')
  expect([...(chart?.matchAll(/text-anchor="end">([\d.]+)</g) ?? [])].map(([, text]) => text)).toEqual([
    ...['0', '2', '4', '6', '8'],
  ])
  expect(chart).toContain('aria-label="Errors &lt;%&gt;. Measured: 3 last, from 1 to 7. Target: 5."')
})

it('draws one value as a dot, and nothing where there is none', () => {
  const lines = [{ name: 'Measured', look: 'line' as const, points: [{ at: FROM, value: 0 }] }]
  expect(renderLineChart({ title: 'Errors', lines })?.markup).toContain(
    '<circle class="dot" cx="64" cy="172"',
  )
  expect(renderLineChart({ title: 'Errors', lines: [] })).toBe(null)
})
