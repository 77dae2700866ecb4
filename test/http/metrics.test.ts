import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openMetrics } from '../../src/http/metrics.ts'
import { OUTCOMES } from '../../src/http/webhooks/github/delivery-outcome.ts'

describe('docs/running.md', () => {
  const docs = readFileSync(new URL('../../docs/running.md', import.meta.url), 'utf8')

  it('says of every outcome of a delivery when it comes', () => {
    expect(OUTCOMES.filter((outcome) => !docs.includes(outcome))).toEqual([])
  })
})

describe('metrics', () => {
  it('are shown as Prometheus reads them, at zero from the start', async () => {
    const metrics = openMetrics()
    const labels = { topic: ['inbox', 'effects'], outcome: ['done', 'failed'] }
    const count = metrics.createCounter({ name: 'work_total', help: 'Work that ended.', labels })
    const took = metrics.createHistogram({
      name: 'work_duration_seconds',
      help: 'How long it took.',
      labels: {},
      buckets: [0.1, 1],
    })
    metrics.createGauge({ name: 'lanes', help: 'Lanes in use.' }, async () => 3)

    count({ topic: 'inbox', outcome: 'done' })
    count({ topic: 'inbox', outcome: 'done' })
    for (const seconds of [0.1, 0.5, 7]) took({}, seconds)

    expect(await metrics.text()).toMatchInlineSnapshot(`
      "# HELP work_total Work that ended.
      # TYPE work_total counter
      work_total{topic="inbox",outcome="done"} 2
      work_total{topic="inbox",outcome="failed"} 0
      work_total{topic="effects",outcome="done"} 0
      work_total{topic="effects",outcome="failed"} 0

      # HELP work_duration_seconds How long it took.
      # TYPE work_duration_seconds histogram
      work_duration_seconds_bucket{le="0.1"} 1
      work_duration_seconds_bucket{le="1"} 2
      work_duration_seconds_bucket{le="+Inf"} 3
      work_duration_seconds_sum 7.6
      work_duration_seconds_count 3

      # HELP lanes Lanes in use.
      # TYPE lanes gauge
      lanes 3
      "
    `)
  })

  it('have no series that was not announced, so that no name from outside becomes one', () => {
    const count = openMetrics().createCounter({ name: 'a_total', help: 'A.', labels: { kind: ['x'] } })
    expect(() => count({ kind: 'embargoed-release' })).toThrow('kind is never embargoed-release.')
  })

  it('have one name each', () => {
    const metrics = openMetrics()
    const of = { name: 'a_total', help: 'A.', labels: {} }
    metrics.createCounter(of)
    expect(() => metrics.createCounter(of)).toThrow(
      'A metric with the name a_total has already been registered.',
    )
  })

  it('of the process have the names that dashboards look for', async () => {
    const metrics = openMetrics()
    metrics.addProcessMetrics()
    const text = await metrics.text()
    const readValue = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])

    expect(readValue('process_resident_memory_bytes')).toBeGreaterThan(1e6)
    expect(readValue('process_cpu_seconds_total')).toBeGreaterThanOrEqual(0)
    expect(readValue('process_start_time_seconds')).toBeGreaterThan(1e9)
    expect(readValue('nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6)
    expect(text).toContain('# TYPE nodejs_eventloop_lag_p99_seconds gauge')
    expect(text).toContain('# TYPE nodejs_gc_duration_seconds histogram')
  })

  it('of several Apps in one process are kept apart', async () => {
    const [one, other] = [openMetrics(), openMetrics()]
    const options = { name: 'a_total', help: 'A.', labels: {} }
    other.createCounter(options)
    one.createCounter(options)({})

    expect(await one.text()).toContain('a_total 1')
    expect(await other.text()).toContain('a_total 0')
  })
})
