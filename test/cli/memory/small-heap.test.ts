import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const FILL = `
import { getHeapSpaceStatistics } from 'node:v8'
if (process.argv[1] === 'small') (await import(process.argv[2])).keepHeapSmall()
const kept = []
for (let i = 0; i < 3_000_000; i += 1) { const made = { i, text: 'x' + i }; if (i % 6 === 0) kept.push(made) }
console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size, kept.length)
`

/** MiB of space for young objects after half a million objects that stayed. */
function measureYoung(how: 'small' | 'grown'): number {
  const module = new URL('../../../bin/small-heap.js', import.meta.url).href
  const args = ['--input-type=module', '-e', FILL, how, module]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }).split(' ')[0]) / 1024 ** 2
}

describe('the memory of a command', () => {
  it('stays small where it would grow for objects that are gone at once', () => {
    expect(measureYoung('small')).toBeLessThan(8)
    expect(measureYoung('grown')).toBeGreaterThan(8)
  })
})
