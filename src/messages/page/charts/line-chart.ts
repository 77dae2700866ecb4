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

/** Draws a chart as SVG, and says the same in words for people who can't see it. Null where there is nothing to draw. */
export function renderLineChart({ title, lines }: LineChart): Html | null {
  const points = lines.flatMap((line) => line.points)
  const [first] = points
  if (!first) return null
  const scale = createScale(points)
  const drawn = lines.map((line) => renderLine(line, scale))
  return html`<figure><figcaption>${title}</figcaption>
<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${`${title}. ${lines.map(summarizeLine).join(' ')}`}">
<line class="axis" x1="${LEFT}" x2="${LEFT}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"></line>
<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}"></line>
<text x="${LEFT - 6}" y="${TOP + 8}" text-anchor="end">${formatValue(scale.highest)}</text>
<text x="${LEFT - 6}" y="${HEIGHT - BOTTOM}" text-anchor="end">${formatValue(scale.lowest)}</text>
<text x="${LEFT}" y="${HEIGHT - 8}">${formatMinute(scale.from)}</text>
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 8}" text-anchor="end">${formatMinute(scale.to)}</text>
${drawn}</svg>
<p class="soft">${lines.map((line) => `${summarizeLine(line)} `).join('')}</p></figure>`
}

interface Scale {
  readonly from: number
  readonly to: number
  readonly lowest: number
  readonly highest: number
}

/** From zero, or below it, to a little more than the highest value. */
function createScale(points: readonly ChartPoint[]): Scale {
  const values = points.map(({ value }) => value)
  const times = points.map(({ at }) => at)
  const lowest = Math.min(0, ...values)
  const highest = Math.max(...values)
  const from = Math.min(...times)
  return { from, to: Math.max(from + 1, ...times), lowest, highest: highest > lowest ? highest : lowest + 1 }
}

function renderLine({ look, points }: ChartLine, scale: Scale): Html | null {
  const placed = points.map((point) => place(point, scale))
  const [first] = placed
  if (!first) return null
  if (placed.length === 1) return html`<circle class="dot" cx="${first.x}" cy="${first.y}" r="3"></circle>`
  const path = placed.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  return html`<path class="${look}" fill="none" d="${path}"></path>`
}

function place({ at, value }: ChartPoint, { from, to, lowest, highest }: Scale) {
  const x = LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT - RIGHT)
  const y = HEIGHT - BOTTOM - ((value - lowest) / (highest - lowest)) * (HEIGHT - TOP - BOTTOM)
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }
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
