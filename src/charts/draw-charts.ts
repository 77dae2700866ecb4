import { scaleLinear } from 'd3-scale'
import { encode } from 'fast-png'
import { type Bitmap, type Colour, createBitmap, drawPath, type Pixel, type Stroke } from './bitmap.ts'
import { drawText, LETTER_HEIGHT } from './letters.ts'

/** One value at one time, in seconds since 1970. */
interface PicturePoint {
  readonly at: number
  readonly value: number
}

/** A line of a chart: `line` whole, `before` dashed, `limit` as a threshold. */
interface PictureLine {
  readonly look: 'line' | 'before' | 'limit'
  readonly points: readonly PicturePoint[]
}

/** A chart to draw: one metric over time. */
export interface PictureChart {
  /** `Error rate: 0.3 %, at most 5 %` */
  readonly title: string
  readonly lines: readonly PictureLine[]
  /** The value at the top of the chart. */
  readonly formatValue: (value: number) => string
  /** The first time and the last. */
  readonly formatTime: (at: number) => string
}

const [WIDTH, CHART_HEIGHT, LEFT, RIGHT, GAP] = [720, 150, 130, 20, 8]
const WHITE: Colour = [255, 255, 255]
const INK: Colour = [31, 35, 40]
const SOFT: Colour = [101, 109, 118]
const STROKES: Readonly<Record<PictureLine['look'], Stroke>> = {
  line: { colour: [9, 105, 218], thickness: 3, dash: null },
  before: { colour: SOFT, thickness: 2, dash: 6 },
  limit: { colour: [207, 34, 46], thickness: 2, dash: null },
}
const AXIS: Stroke = { colour: [208, 215, 222], thickness: 1, dash: null }
/** Values at the axis; the scale chooses round ones. */
const TICKS = 2

/** Draws charts under one another as a PNG. Charts without a value are left out; null where none is left. */
export function drawCharts(charts: readonly PictureChart[]): Uint8Array | null {
  const drawn = charts.filter(({ lines }) => lines.some(({ points }) => points.length > 0))
  if (drawn.length === 0) return null
  const bitmap = createBitmap(WIDTH, drawn.length * CHART_HEIGHT, WHITE)
  for (const [index, chart] of drawn.entries()) drawChart(bitmap, chart, index * CHART_HEIGHT)
  const { width, height, pixels } = bitmap
  return encode({ width, height, data: pixels, channels: 3, depth: 8 })
}

function drawChart(bitmap: Bitmap, chart: PictureChart, top: number): void {
  const { title, lines, formatValue, formatTime } = chart
  const [from, to] = [top + LETTER_HEIGHT + 3 * GAP, top + CHART_HEIGHT - LETTER_HEIGHT - 2 * GAP]
  const { x, y } = createScales(
    lines.flatMap(({ points }) => points),
    { from, to },
  )
  drawText(bitmap, title, { x: GAP, y: top + GAP, anchor: 'start', colour: INK })
  for (const value of y.ticks(TICKS)) {
    drawPath(bitmap, [place(LEFT, y(value)), place(WIDTH - RIGHT, y(value))], AXIS)
    const at = { x: LEFT - GAP, y: y(value) - LETTER_HEIGHT / 2, anchor: 'end', colour: SOFT } as const
    drawText(bitmap, formatValue(value), at)
  }
  const [first = 0, last = 0] = x.domain()
  const below = { y: to + GAP, colour: SOFT }
  drawText(bitmap, formatTime(first), { x: LEFT, anchor: 'start', ...below })
  drawText(bitmap, formatTime(last), { x: WIDTH - RIGHT, anchor: 'end', ...below })
  for (const { look, points } of lines)
    drawPath(
      bitmap,
      points.map((point) => place(x(point.at), y(point.value))),
      STROKES[look],
    )
}

function place(x: number, y: number): Pixel {
  return { x: Math.round(x), y: Math.round(y) }
}

/** From zero, or below it, to a round value above the highest. */
function createScales(
  points: readonly PicturePoint[],
  { from, to }: { readonly from: number; readonly to: number },
) {
  const times = points.map(({ at }) => at)
  const values = [0, ...points.map(({ value }) => value)]
  const begin = Math.min(...times)
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  return {
    x: scaleLinear([begin, Math.max(begin + 1, ...times)], [LEFT, WIDTH - RIGHT]),
    y: scaleLinear([lowest, highest > lowest ? highest : lowest + 1], [to, from]).nice(TICKS),
  }
}
