import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { drawCharts, type PictureChart } from '../../src/charts/draw-charts.ts'

const CHART: PictureChart = {
  title: 'Error rate (limit 5 %)',
  lines: [
    {
      look: 'limit',
      points: [
        { at: 0, value: 5 },
        { at: 60, value: 5 },
      ],
    },
    {
      look: 'line',
      points: [
        { at: 0, value: 1 },
        { at: 60, value: 2 },
      ],
    },
  ],
  formatValue: (value) => `${value} %`,
  formatTime: (at) => `14:${at}`,
}

/** How many pixels have a colour. */
function countPixels(png: Uint8Array | null, colour: readonly number[]): number {
  const { data, channels } = decode(png ?? new Uint8Array())
  expect(channels).toBe(3)
  return Array.from({ length: data.length / 3 }, (_, at) =>
    colour.every((one, i) => data[at * 3 + i] === one),
  ).filter(Boolean).length
}

const [LINE, LIMIT, INK] = [
  [9, 105, 218],
  [207, 34, 46],
  [31, 35, 40],
]

it('a chart is a PNG with its title, its line and its limit', () => {
  const png = drawCharts([CHART])
  expect(decode(png ?? new Uint8Array())).toMatchObject({ width: 720, height: 150 })
  expect(countPixels(png, LINE ?? [])).toBeGreaterThan(500)
  expect(countPixels(png, LIMIT ?? [])).toBeGreaterThan(500)
  expect(countPixels(png, INK ?? [])).toBeGreaterThan(300)
})

it('charts stand under one another, and those without a value are left out', () => {
  const empty = { ...CHART, lines: [{ look: 'line' as const, points: [] }] }
  expect(decode(drawCharts([CHART, empty, CHART]) ?? new Uint8Array()).height).toBe(300)
  expect(drawCharts([empty])).toBeNull()
})

it('one value is a dot, and letters that can’t be drawn are no mistake', () => {
  const one = {
    ...CHART,
    title: 'Fehlerrate ü → 日本',
    lines: [{ look: 'line' as const, points: [{ at: 0, value: 3 }] }],
  }
  expect(countPixels(drawCharts([one]), LINE ?? [])).toBeGreaterThan(20)
})
