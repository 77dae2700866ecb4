import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { formatMinute } from '../../wording.ts'
import { type Html, html } from '../html.ts'

/** One value at one time, in seconds since 1970. */
export interface ChartPoint {
  readonly at: number
  readonly value: number
}

/** A line of a chart. */
interface ChartLine {
  readonly name: string
  /** How it is drawn: `line` whole, `before` dashed, `limit` as a threshold. */
  readonly look: 'line' | 'before' | 'limit'
  readonly points: readonly ChartPoint[]
}

/** A chart of values over time. */
export interface LineChart {
  readonly title: string
  readonly lines: readonly ChartLine[]
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 200, 64, 12, 12, 28]
/** Values at the axis; the scale chooses round ones. */
const TICKS = 4

/** Draws a chart as SVG, and says the same in words for people who can't see it. Null where there is nothing to draw. */
export function renderLineChart({ title, lines }: LineChart): Html | null {
  const points = lines.flatMap((one) => one.points)
  if (points.length === 0) return null
  const scales = createScales(points)
  const [from = 0, to = 0] = scales.x.domain()
  return html`<figure><figcaption>${title}</figcaption>
<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${`${title}. ${lines.map(summarizeLine).join(' ')}`}">
<line class="axis" x1="${LEFT}" x2="${LEFT}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"></line>
<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"></line>
${scales.y.ticks(TICKS).map((value) => html`<text x="${LEFT - 6}" y="${round(scales.y(value) + 4)}" text-anchor="end">${formatValue(value)}</text>`)}
<text x="${LEFT}" y="${HEIGHT - 8}">${formatMinute(from)}</text>
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 8}" text-anchor="end">${formatMinute(to)}</text>
${lines.map((one) => renderLine(one, scales))}</svg>
<p class="soft">${lines.map((one) => `${summarizeLine(one)} `).join('')}</p></figure>`
}

/** From zero, or below it, to a round value above the highest. */
function createScales(points: readonly ChartPoint[]) {
  const times = points.map(({ at }) => at)
  const values = [0, ...points.map(({ value }) => value)]
  const from = Math.min(...times)
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  return {
    x: scaleLinear([from, Math.max(from + 1, ...times)], [LEFT, WIDTH - RIGHT]),
    y: scaleLinear([lowest, highest > lowest ? highest : lowest + 1], [HEIGHT - BOTTOM, TOP]).nice(TICKS),
  }
}

function renderLine({ look, points }: ChartLine, { x, y }: ReturnType<typeof createScales>): Html | null {
  const [first] = points
  if (!first) return null
  if (points.length === 1)
    return html`<circle class="dot" cx="${round(x(first.at))}" cy="${round(y(first.value))}" r="3"></circle>`
  const draw = line<ChartPoint>(
    ({ at }) => x(at),
    ({ value }) => y(value),
  ).digits(1)
  return html`<path class="${look}" fill="none" d="${draw([...points]) ?? ''}"></path>`
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

function summarizeLine({ name, points, look }: ChartLine): string {
  const last = points.at(-1)
  if (!last) return `${name}: no value.`
  if (look === 'limit') return `${name}: ${formatValue(last.value)}.`
  const values = points.map(({ value }) => value)
  return `${name}: ${formatValue(last.value)} last, from ${formatValue(Math.min(...values))} to ${formatValue(Math.max(...values))}.`
}

/** At most four digits that matter. */
function formatValue(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value)
}
