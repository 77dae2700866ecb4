/** A colour: red, green and blue, from 0 to 255. */
export type Colour = readonly [number, number, number]

/** A picture: three bytes for each pixel, line by line. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** A place in a picture, from its upper left corner, in pixels. */
export interface Pixel {
  readonly x: number
  readonly y: number
}

/** Creates a picture of one colour. */
export function createBitmap(width: number, height: number, [red, green, blue]: Colour): Bitmap {
  const pixels = new Uint8Array(width * height * 3)
  for (let at = 0; at < pixels.length; at += 3) pixels.set([red, green, blue], at)
  return { width, height, pixels }
}

/** Lays a colour over a pixel: `share` from 0, nothing of it, to 1, all of it. Outside the picture nothing happens. */
export function drawPixel({ width, height, pixels }: Bitmap, { x, y }: Pixel, ink: Ink): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return
  const at = (y * width + x) * 3
  for (const [index, value] of ink.colour.entries()) {
    const below = pixels[at + index] ?? 0
    pixels[at + index] = Math.round(below + (value - below) * ink.share)
  }
}

interface Ink {
  readonly colour: Colour
  readonly share: number
}

/** How a line is drawn. */
export interface Stroke {
  readonly colour: Colour
  readonly thickness: number
  /** So many pixels are drawn, then as many are left out; null draws all of it. */
  readonly dash: number | null
}

/** Draws straight lines from each place to the next. One place alone is a dot. */
export function drawPath(bitmap: Bitmap, places: readonly Pixel[], stroke: Stroke): void {
  const [first] = places
  if (first && places.length === 1) {
    drawSegment(bitmap, { from: first, to: first, travelled: 0 }, toDot(stroke))
    return
  }
  let travelled = 0
  for (const [index, to] of places.entries()) {
    const from = places[index - 1]
    if (!from) continue
    drawSegment(bitmap, { from, to, travelled }, stroke)
    travelled += Math.hypot(to.x - from.x, to.y - from.y)
  }
}

function toDot(stroke: Stroke): Stroke {
  return { ...stroke, thickness: stroke.thickness * 3, dash: null }
}

interface Segment {
  readonly from: Pixel
  readonly to: Pixel
  /** How long the path was before it. */
  readonly travelled: number
}

/** A pixel gets as much of the colour as the line covers of it. */
function drawSegment(bitmap: Bitmap, { from, to, travelled }: Segment, stroke: Stroke): void {
  const { colour, thickness, dash } = stroke
  const [across, down] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(across, down)
  const reach = Math.ceil(thickness / 2) + 1
  for (let y = Math.floor(Math.min(from.y, to.y)) - reach; y <= Math.max(from.y, to.y) + reach; y += 1) {
    for (let x = Math.floor(Math.min(from.x, to.x)) - reach; x <= Math.max(from.x, to.x) + reach; x += 1) {
      const along =
        length === 0 ? 0 : clamp(((x - from.x) * across + (y - from.y) * down) / (length * length), 0, 1)
      if (dash !== null && Math.floor((travelled + along * length) / dash) % 2 === 1) continue
      const distance = Math.hypot(x - from.x - along * across, y - from.y - along * down)
      const share = clamp(thickness / 2 + 0.5 - distance, 0, 1)
      if (share > 0) drawPixel(bitmap, { x, y }, { colour, share })
    }
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
