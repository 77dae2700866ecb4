import { once } from 'node:events'
import { createServer } from 'node:http'
import { z } from 'zod'

const id = z.string()
const value = z.looseObject({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
  boolValue: z.boolean().optional(),
})
const attributes = z.array(z.object({ key: z.string(), value }))
const spanSchema = z.looseObject({
  traceId: id,
  spanId: id,
  parentSpanId: id.optional(),
  name: z.string(),
  kind: z.number(),
  attributes: attributes.default([]),
  status: z.looseObject({ code: z.number().optional() }).optional(),
})
const requestSchema = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes }),
      scopeSpans: z.array(z.looseObject({ spans: z.array(spanSchema) })),
    }),
  ),
})

/** A span as a collector hears of it. */
export type HeardSpan = z.output<typeof spanSchema>

/** A collector of traces on this machine, by OTLP over HTTP. */
export interface OtlpCollector {
  readonly url: string
  readonly spans: () => readonly HeardSpan[]
  /** What came, byte for byte. */
  readonly bodies: readonly string[]
  readonly authorizations: ReadonlySet<string>
  close(): Promise<void>
}

export async function openOtlpCollector(): Promise<OtlpCollector> {
  const bodies: string[] = []
  const authorizations = new Set<string>()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    bodies.push(body)
    authorizations.add(request.headers.authorization ?? '')
    response.setHeader('content-type', 'application/json').end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    spans: () =>
      bodies
        .flatMap((body) => requestSchema.parse(JSON.parse(body)).resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
    bodies,
    authorizations,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
