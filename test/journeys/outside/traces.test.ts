import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct } from '../../worlds/app/product.ts'
import { CRASH, planned } from '../../worlds/app/releasing.ts'
import { openAppWorld } from '../../worlds/app/world.ts'
import { closeAfterFile } from '../../worlds/close-after.ts'
import { type HeardSpan, type OtlpCollector, openOtlpCollector } from '../../worlds/otlp-collector.ts'

let collector: OtlpCollector
const lines: string[] = []

/** A plan is asked for by a comment, and the App ends, so that every span is out. */
beforeAll(async () => {
  collector = await openOtlpCollector()
  closeAfterFile(() => collector.close())
  const world = await openAppWorld({
    lasts: 'file',
    product: 'none',
    hears: (line) => void lines.push(line),
    traces: {
      url: collector.url,
      headers: { authorization: 'Bearer of-the-collector' },
      serviceName: 'captain',
      attributes: { 'deployment.environment': 'test' },
      sampler: { ratio: 1, isParentBased: true },
    },
  })
  await planned(await makeProduct(world), CRASH)
  for (const path of ['/healthz', '/metrics']) expect((await fetch(world.app.url + path)).status).toBe(200)
  await world.restart()
})

function getAttribute(span: HeardSpan, key: string): unknown {
  const found = span.attributes.find((one) => one.key === key)?.value
  return found?.stringValue ?? found?.intValue
}

/** The names of a span and of what it follows from, back to the request. */
function pathTo(span: HeardSpan): readonly string[] {
  const before = collector.spans().find(({ spanId }) => spanId === span.parentSpanId)
  return before ? [...pathTo(before), span.name] : [span.name]
}

function find(name: string): HeardSpan {
  const found = collector.spans().find((span) => span.name === name)
  if (!found) throw new Error(`No ${name}; ${[...new Set(collector.spans().map((span) => span.name))]}`)
  return found
}

describe('traces', () => {
  it('go from a delivery through the inbox and its job to the effects', () => {
    const way = ['POST /api/github/webhooks', 'inbox issue_comment.created', 'inbox comment']
    expect(pathTo(find('effects open-issue'))).toEqual([...way, 'effects open-issue'])
    expect(pathTo(find('effects answer'))).toEqual([...way, 'effects answer'])
    expect(find('effects answer').traceId).toBe(find('effects open-issue').traceId)
  })

  it('say what ran for which release, how often it was tried, and what the answer was', () => {
    const effect = find('effects open-issue')
    expect(getAttribute(effect, 'release_captain.release')).toMatch(/^\d+:v2\.0\.1$/)
    expect(getAttribute(effect, 'release_captain.outcome')).toBe('done')
    const request = find('POST /api/github/webhooks')
    expect(Number(getAttribute(request, 'http.response.status_code'))).toBe(202)
    expect(getAttribute(find('inbox issue_comment.created'), 'release_captain.delivery')).toMatch(
      /^[\w-]{20,}$/,
    )
  })

  it('are found from the log by their id', () => {
    const done = lines.find((line) => line.includes('"type":"open-issue"') && line.includes('A job is done.'))
    expect(JSON.parse(done ?? '{}')).toMatchObject({ trace: find('effects open-issue').traceId })
  })

  it('hold nothing of what was said, and no secret; the collector’s own is in no line of the log', () => {
    const sent = collector.bodies.join('')
    expect(sent).toContain('"captain"')
    for (const word of [CRASH.title, '/release plan', 'linus', 'api-1', 'Bearer'])
      expect(sent, word).not.toContain(word)
    expect([...collector.authorizations]).toEqual(['Bearer of-the-collector'])
    expect(lines.join('')).not.toContain('of-the-collector')
  })

  it('leave out what monitoring asks all the time', () => {
    expect(collector.spans().some(({ name }) => /healthz|readyz|metrics/.test(name))).toBe(false)
  })
})
