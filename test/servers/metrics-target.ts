import { createServer } from 'node:http'

/** A small service in one version, which counts as much as it is told to, and says so as Prometheus reads it. */
export interface MetricsTarget {
  /** `127.0.0.1:4000` */
  readonly at: string
  /** So many requests, a part of which fails, all of that latency in seconds. */
  serve(requests: number, options?: { readonly failed?: number; readonly latency?: number }): void
  stop(): Promise<void>
}

const BUCKETS = [0.1, 0.5, 1, 2, 2.5, 5]

export async function startTarget(version: string, environment = 'production'): Promise<MetricsTarget> {
  const own = `version="${version}",environment="${environment}"`
  const counts = { good: 0, failed: 0, sum: 0, buckets: BUCKETS.map(() => 0) }
  const text = () =>
    [
      `http_requests_total{${own},status="200"} ${counts.good}`,
      ...(counts.failed > 0 ? [`http_requests_total{${own},status="500"} ${counts.failed}`] : []),
      ...BUCKETS.map(
        (le, at) => `http_request_duration_seconds_bucket{${own},le="${le}"} ${counts.buckets[at]}`,
      ),
      `http_request_duration_seconds_bucket{${own},le="+Inf"} ${counts.good + counts.failed}`,
      `process_cpu_seconds_total{${own}} ${counts.sum}`,
      `process_resident_memory_bytes{${own}} 50000000`,
      `deployment_version{${own}} 1`,
      '',
    ].join('\n')
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    at: `127.0.0.1:${address.port}`,
    serve: (requests, { failed = 0, latency = 0.05 } = {}) => {
      counts.good += requests - failed
      counts.failed += failed
      counts.sum += requests * latency
      for (const [at, le] of BUCKETS.entries())
        if (latency <= le) counts.buckets[at] = (counts.buckets[at] ?? 0) + requests
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
