import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pack, SEPARATOR, unpack } from '../../src/store/packing.ts'
import { waitAfter } from '../../src/store/tasks.ts'

it('any payload comes back as it was', () => {
  const texts = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 400 }))
  fc.assert(
    fc.property(texts, ([text, times]) => {
      const payload = text.repeat(times)
      expect(unpack(pack(payload))).toBe(payload)
    }),
  )
})

it('a short payload can be read in the table, a long one takes less room', () => {
  expect(pack('{"branch":"release/v2.0.1"}')).toEqual({
    payload: '{"branch":"release/v2.0.1"}',
    packed: false,
  })
  const long = pack(JSON.stringify({ url: 'https://api.github.com/'.repeat(400) }))
  expect(long.packed).toBe(true)
  expect(long.payload.length).toBeLessThan(500)
})

it('no payload that is handed over among others is empty or has the separator in it', () => {
  for (const payload of ['', SEPARATOR, `a${SEPARATOR}b`]) {
    expect(pack(payload)).toMatchObject({ packed: true })
    expect(unpack(pack(payload))).toBe(payload)
  }
})

it('the waits between attempts grow to five minutes, and no further', () => {
  expect([1, 2, 3, 8, 9, 10, 40].map((attempts) => waitAfter(attempts, 300))).toEqual([
    1, 2, 4, 128, 256, 300, 300,
  ])
})
