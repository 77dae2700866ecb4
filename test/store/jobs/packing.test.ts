import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pack, SEPARATOR, unpack } from '../../../src/store/jobs/packing.ts'
import { waitAfter } from '../../../src/store/jobs/tasks.ts'
import { EXAMPLES } from '../../probot/github-examples.ts'

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

it("each of GitHub's webhooks comes back, and takes less room than without the dictionary", () => {
  const long = EXAMPLES.map(({ payload }) => JSON.stringify(payload)).filter(({ length }) => length > 4_000)
  expect(long.length).toBeGreaterThan(150)
  const room = { with: 0, without: 0 }
  for (const example of long) {
    const packed = pack(example)
    expect(unpack(packed)).toBe(example)
    room.with += packed.payload.length
    room.without += deflateRawSync(example, { level: 2 }).toString('base64').length
  }
  expect(room.with).toBeLessThan(room.without * 0.75)
})

it('what was packed before there was a dictionary is read', () => {
  const payload = JSON.stringify({ url: 'https://api.github.com/'.repeat(400) })
  expect(unpack({ payload: deflateRawSync(payload).toString('base64'), packed: true })).toBe(payload)
})

it('the dictionary is the one that the rows on record were packed with', () => {
  const text = readFileSync(new URL('../../../src/store/jobs/preset-dictionary.txt', import.meta.url))
  expect(createHash('sha256').update(text).digest('hex')).toMatchInlineSnapshot(
    `"d15cb4fe0c16365c527ac37d9be6b51ccc491fd7df3157c5fe5a1fd145c36d16"`,
  )
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
