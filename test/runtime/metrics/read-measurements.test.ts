import { describe, expect, it } from 'vitest'
import { analysisSchema } from '../../../src/release/policy/deployment/metrics.ts'
import type { Reading } from '../../../src/release/rollout/measurement.ts'
import { readMeasurements } from '../../../src/runtime/metrics/read-measurements.ts'
import type { MetricsSource } from '../../../src/runtime/ports/metrics-source.ts'

const policy = analysisSchema.parse({
  freshness: 'max(timestamp(up))',
  metrics: [
    {
      id: 'errors',
      text: 'Errors',
      query: 'errors{version="$version"}',
      previous: { factor: 2 },
      traffic: { query: 'requests{version="$version"}', atLeast: 1 },
    },
  ],
})
const values = { version: '2.0.1', previous: '2.0.0', environment: 'production' }

/** A source that knows these answers, and remembers what it was asked. */
function sourceWith(answers: Readonly<Record<string, Reading>>) {
  const asked: string[] = []
  const source: MetricsSource = {
    readValue: async (query) => {
      asked.push(query)
      return answers[query] ?? { kind: 'problem', problem: 'no-data' }
    },
    readSeries: async () => ({ kind: 'problem', problem: 'no-data' }),
  }
  return { source, asked }
}

const fresh = { 'max(timestamp(up))': { kind: 'value', value: 995 } } as const
const round = { analysis: policy, values, share: 5, now: 1_000 }

describe('a round of measurements', () => {
  it('asks for both versions and the traffic at the same time', async () => {
    const { source, asked } = sourceWith({ ...fresh, 'errors{version="2.0.1"}': { kind: 'value', value: 3 } })
    expect(await readMeasurements({ ...round, source })).toEqual([
      {
        metric: 'errors',
        at: 1_000,
        current: { kind: 'value', value: 3 },
        previous: { kind: 'problem', problem: 'no-data' },
        traffic: { kind: 'problem', problem: 'no-data' },
      },
    ])
    expect(asked).toEqual([
      'max(timestamp(up))',
      'errors{version="2.0.1"}',
      'errors{version="2.0.0"}',
      'requests{version="2.0.1"}',
    ])
  })

  it('compares nothing at 100 %', async () => {
    const { source, asked } = sourceWith(fresh)
    expect((await readMeasurements({ ...round, source, share: 100 }))[0]?.previous).toBeNull()
    expect(asked).not.toContain('errors{version="2.0.0"}')
  })

  it.each<[string, Reading, string]>([
    ['old samples', { kind: 'value', value: 800 }, 'stale'],
    ['no samples', { kind: 'problem', problem: 'no-data' }, 'stale'],
    ['samples of tomorrow', { kind: 'value', value: 5_000 }, 'clock-skewed'],
    ['a source that is down', { kind: 'problem', problem: 'source-down' }, 'source-down'],
  ])('asks nothing else of a source with %s', async (_, newest, problem) => {
    const { source, asked } = sourceWith({ 'max(timestamp(up))': newest })
    const [measurement] = await readMeasurements({ ...round, source })
    expect(measurement?.current).toEqual({ kind: 'problem', problem })
    expect(asked).toHaveLength(1)
  })
})
