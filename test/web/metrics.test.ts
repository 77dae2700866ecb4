import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openMetrics } from '../../src/web/metrics.ts'
import { OUTCOMES } from '../../src/web/outcome.ts'
import { addProcessMetrics } from '../../src/web/process-metrics.ts'

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
    const count = metrics.counter({ name: 'work_total', help: 'Work that ended.', labels })
    const took = metrics.histogram({
      name: 'work_duration_seconds',
      help: 'How long it took.',
      labels: {},
      buckets: [0.1, 1],
    })
    metrics.reading({ name: 'lanes', help: 'Lanes in use.', type: 'gauge' }, async () => 3)

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
    const count = openMetrics().counter({ name: 'a_total', help: 'A.', labels: { kind: ['x'] } })
    expect(() => count({ kind: 'embargoed-release' })).toThrow('kind is never embargoed-release.')
  })

  it('have one name each', () => {
    const metrics = openMetrics()
    const of = { name: 'a_total', help: 'A.', labels: {} }
    metrics.counter(of)
    expect(() => metrics.counter(of)).toThrow('There are two metrics called a_total.')
  })

  it('of the process have the names that dashboards look for', async () => {
    const metrics = openMetrics()
    addProcessMetrics(metrics)
    const values = new Map(
      (await metrics.text())
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]),
    )
    expect([...values.keys()].toSorted()).toEqual([
      'nodejs_eventloop_lag_p99_seconds',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'process_start_time_seconds',
    ])
    expect(values.get('process_resident_memory_bytes')).toBeGreaterThan(1e6)
    expect([...values.values()].every(Number.isFinite)).toBe(true)
  })
})
