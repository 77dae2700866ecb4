import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { APP_EVENTS, isKnownEvent } from '../../src/github-app.ts'
import { inboxOf, openTestDoor, type Post, post, sharedRecord } from './servers.ts'

const record = sharedRecord()
const file = new URL(
  '../../node_modules/@octokit/webhooks-examples/api.github.com/index.json',
  import.meta.url,
)
const kinds = z
  .array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }))
  .parse(JSON.parse(readFileSync(file, 'utf8')))
const examples = kinds.flatMap((kind) => kind.examples.map((payload) => ({ event: kind.name, payload })))

/** Posts them, some at a time, and says how each was answered. */
async function answersTo(url: string, posts: readonly Post[]): Promise<string[]> {
  const answers: string[] = []
  for (let i = 0; i < posts.length; i += 32) {
    const some = await Promise.all(posts.slice(i, i + 32).map((one) => post(url, one)))
    answers.push(...some.map(({ status, outcome }) => `${status} ${outcome}`))
  }
  return answers
}

/** How the door is to answer an event, whatever its payload says. */
function answerTo(event: string): string {
  if (event === 'ping') return '200 pong'
  return isKnownEvent(event) ? '202 stored' : '400 unknown-event'
}

describe('every example that GitHub has of its payloads', () => {
  it('has some of each event that the App subscribes to', () => {
    const without = APP_EVENTS.filter(({ name }) => !examples.some(({ event }) => event === name))
    expect(examples.length).toBeGreaterThan(300)
    // GitHub has published no example of it yet; test/probot makes one by its description.
    expect(without.map(({ name }) => name)).toEqual(['repository_advisory'])
  })

  it('is put on record as it came, or refused for its event', async () => {
    const store = await record()
    await using server = await openTestDoor(store)
    const posts = examples.map(({ event, payload }) => ({
      id: randomUUID(),
      event,
      body: JSON.stringify(payload),
    }))

    expect(await answersTo(server.url, posts)).toEqual(posts.map(({ event }) => answerTo(event)))

    const stored = new Set((await inboxOf(store)).map(({ id }) => id))
    expect(posts.filter(({ id }) => stored.has(id)).map(({ event }) => answerTo(event))).toEqual(
      posts.map(({ event }) => answerTo(event)).filter((answer) => answer === '202 stored'),
    )
  })

  it('is answered the same with any field of it missing, or of another type', async () => {
    await using server = await openTestDoor(await record(), { laneOf: () => 'damaged' })
    const posts = kinds
      .flatMap(({ name, examples: [payload = {}] }) =>
        damaged(payload).map((body) => ({ event: name, body: JSON.stringify(body) })),
      )
      .filter(({ event }, i) => isKnownEvent(event) || i % 20 === 0)

    expect(posts.length).toBeGreaterThan(1_000)
    expect(await answersTo(server.url, posts)).toEqual(posts.map(({ event }) => answerTo(event)))
    expect(server.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })
})

/** A payload without one of its fields, or with something of another type there: each field of the first two levels. */
function damaged(payload: Readonly<Record<string, unknown>>): unknown[] {
  return [
    ...Object.keys(payload).flatMap((name) =>
      replacements(payload[name]).map((value) => ({ ...payload, [name]: value })),
    ),
    ...Object.entries(payload).flatMap(([name, inner]) => {
      const fields = z.record(z.string(), z.unknown()).safeParse(inner).data ?? {}
      return Object.keys(fields).map((field, i) => ({
        ...payload,
        [name]: { ...fields, [field]: replacements(fields[field])[i % 4] },
      }))
    }),
    null,
    [],
    'text',
  ]
}

/** `undefined` is left out by JSON. */
function replacements(value: unknown): unknown[] {
  return [undefined, null, [value], typeof value === 'number' ? String(value) : 7]
}
