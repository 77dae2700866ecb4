import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPrometheus } from '../../../src/adapters/prometheus/open.ts'
import { analysisSchema } from '../../../src/release/policy/deployment/metrics.ts'
import { analyzeStep } from '../../../src/release/rollout/analysis.ts'
import type { Measurement } from '../../../src/release/rollout/measurement.ts'
import { readMeasurements } from '../../../src/runtime/metrics/read-measurements.ts'
import { type MetricsTarget, startTarget } from '../../servers/metrics-target.ts'
import { hasProgram, type RunningServer } from '../../servers/programs.ts'
import { startPrometheus } from '../../servers/prometheus.ts'

const analysis = analysisSchema.parse({})
const values = { version: '2.0.1', previous: '2.0.0', environment: 'production' }

describe.skipIf(!hasProgram('prometheus'))('a real Prometheus that scrapes two versions', () => {
  let [stable, canary]: (MetricsTarget | undefined)[] = []
  let server: RunningServer | undefined
  beforeAll(async () => {
    stable = await startTarget('2.0.0')
    canary = await startTarget('2.0.1')
    server = await startPrometheus({ targets: [{ at: stable.at }, { at: canary.at }] })
  })
  afterAll(async () => {
    await server?.stop()
    await stable?.stop()
    await canary?.stop()
  })

  /** Traffic on both versions for so many scrapes, and what is measured then. */
  async function measuredAfter(scrapes: number, failed: number): Promise<readonly Measurement[]> {
    for (let at = 0; at < scrapes; at += 1) {
      stable?.serve(20)
      canary?.serve(10, { failed })
      await pause(210)
    }
    const now = Date.now() / 1000
    const source = openPrometheus({
      ...{ url: server?.url ?? '', login: { kind: 'none' }, userAgent: 'test', now: Date.now },
    })
    return readMeasurements({ source, analysis, values, share: 5, now })
  }

  it('passes a healthy canary, and fails one with a tenth of its requests lost', async () => {
    const healthy = await measuredAfter(6, 0)
    const judge = (measurements: readonly Measurement[]) => {
      const three = [0, 1, 2].flatMap((back) => measurements.map((one) => ({ ...one, at: one.at - back })))
      return analyzeStep({ analysis, measurements: three, share: 5, now: measurements[0]?.at ?? 0 })
    }
    expect(judge(healthy)).toMatchObject({
      kind: 'pass',
      metrics: [{}, {}, { dryRun: true }, { dryRun: true }],
    })

    const broken = judge(await measuredAfter(6, 5))
    expect(broken).toMatchObject({
      kind: 'fail',
      metrics: [{ reason: { kind: 'above-limit', limit: 0.05 } }, {}, {}, {}],
    })
  })

  it('knows nothing of a version that doesn’t run', async () => {
    const source = openPrometheus({
      ...{ url: server?.url ?? '', login: { kind: 'none' }, userAgent: 'test', now: Date.now },
    })
    const round = {
      source,
      analysis,
      values: { ...values, version: '9.9.9' },
      share: 5,
      now: Date.now() / 1000,
    }
    const problems = (await readMeasurements(round)).map(({ current }) => current)
    expect(problems).toEqual(analysis.metrics.map(() => ({ kind: 'problem', problem: 'no-data' })))
  })

  it('refuses a query that is none', async () => {
    const source = openPrometheus({
      ...{ url: server?.url ?? '', login: { kind: 'none' }, userAgent: 'test', now: Date.now },
    })
    expect(await source.readValue('sum(', Date.now() / 1000)).toEqual({
      kind: 'problem',
      problem: 'source-refused',
    })
    expect(await source.readValue('up', Date.now() / 1000)).toEqual({
      kind: 'problem',
      problem: 'several-series',
    })
  })
})
