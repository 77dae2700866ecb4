import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** What is written on what, by the names of the colours. */
const PAIRS = [
  ...['ink', 'soft', 'link', 'accent'].flatMap((text) =>
    ['paper', 'card', 'wash'].map((ground) => [text, ground]),
  ),
  ...['good', 'bad', 'busy', 'merged'].flatMap((text) =>
    [`${text}-wash`, 'card', 'paper'].map((ground) => [text, ground]),
  ),
  ['ink', 'good-wash'],
  ['ink', 'bad-wash'],
  ['on-navy', 'navy'],
] as const

/** As WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const css = readFileSync(
  new URL('../../../sandbox/playground/page/browser/page.css', import.meta.url),
  'utf8',
)
const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]+)\}/g)].map(([, colors]) => colors ?? '')

function colorsIn(rule: string): Map<string, string> {
  return new Map(
    [...rule.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', color = '']) => [name, color]),
  )
}

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours of the page', (_, rule) => {
  it('can be read: 4.5 to 1 at least, as WCAG AA asks', () => {
    const colors = colorsIn(rule)
    const weak = PAIRS.flatMap(([text = '', ground = '']) => {
      const ratio = contrast(colors.get(text) ?? '', colors.get(ground) ?? '')
      return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`]
    })
    expect(weak).toEqual([])
  })
})
