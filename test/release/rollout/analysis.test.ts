import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Analysis, analysisSchema } from '../../../src/release/policy/deployment/metrics.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { analyzeStep } from '../../../src/release/rollout/analysis.ts'
import { type Measurement, READING_PROBLEMS, type Reading } from '../../../src/release/rollout/measurement.ts'

const value = (number: number): Reading => ({ kind: 'value', value: number })
const problem = (name: (typeof READING_PROBLEMS)[number]): Reading => ({ kind: 'problem', problem: name })

const errors = { id: 'errors', text: 'Errors', query: 'up', limit: { above: 0.05 } }

function policyWith(metric: object, rest: object = {}): Analysis {
  return analysisSchema.parse({ metrics: [{ ...errors, ...metric }], ...rest })
}

/** One measurement a minute, the last one now, at second 10,000. */
function measured(readings: readonly (Reading | number)[], rest: Partial<Measurement> = {}): Measurement[] {
  return readings.map((reading, index) => ({
    metric: 'errors',
    at: 10_000 - (readings.length - 1 - index) * 60,
    current: typeof reading === 'number' ? value(reading) : reading,
    previous: null,
    traffic: null,
    ...rest,
  }))
}

function judge(
  readings: readonly (Reading | number)[],
  metric: object = {},
  rest: Partial<Measurement> = {},
) {
  const step = { analysis: policyWith(metric), measurements: measured(readings, rest), share: 5, now: 10_000 }
  const verdict = analyzeStep(step)
  return { kind: verdict.kind, reason: verdict.metrics[0]?.reason }
}

describe('a step of the rollout', () => {
  it('passes when a metric stayed within its limits often enough', () => {
    expect(judge([0.01, 0.02])).toEqual({
      kind: 'inconclusive',
      reason: { kind: 'too-few-passes', passed: 2, needed: 3 },
    })
    expect(judge([0.01, 0.02, 0.03])).toEqual({
      kind: 'pass',
      reason: { kind: 'within-limits', value: 0.03, previous: null },
    })
  })

  it('fails at the second failure of five, and holds at the first', () => {
    const above = { kind: 'above-limit', value: 0.2, limit: 0.05 }
    expect(judge([0, 0, 0, 0.2])).toEqual({ kind: 'inconclusive', reason: above })
    expect(judge([0, 0.2, 0, 0.2])).toEqual({ kind: 'fail', reason: above })
    expect(judge([0.2, 0, 0, 0.2, 0]).kind).toBe('fail')
    expect(judge([0.2, 0.2, 0, 0, 0, 0, 0]).kind).toBe('pass')
  })

  it('fails where a metric says so by its own count', () => {
    expect(judge([0, 0, 0.2], { failures: { most: 1, of: 1 } }).kind).toBe('fail')
  })

  it('fails below a lower limit', () => {
    const metric = { limit: { below: 10 }, failures: { most: 1, of: 1 } }
    expect(judge([3], metric).reason).toEqual({ kind: 'below-limit', value: 3, limit: 10 })
  })

  it('is inconclusive with too little traffic, however good the numbers are', () => {
    const metric = { traffic: { query: 'up', atLeast: 10 } }
    expect(judge([0, 0, 0], metric, { traffic: value(3) })).toEqual({
      kind: 'inconclusive',
      reason: { kind: 'too-little-traffic', traffic: 3, atLeast: 10 },
    })
    expect(judge([0, 0, 0], metric, { traffic: value(10) }).kind).toBe('pass')
  })

  it.each(READING_PROBLEMS)('is inconclusive when the last answer was %s', (name) => {
    expect(judge([0, 0, 0, problem(name)])).toEqual({
      kind: 'inconclusive',
      reason: { kind: 'no-number', role: 'current', problem: name },
    })
  })

  it('is inconclusive when nothing was measured lately', () => {
    const step = { analysis: policyWith({}), measurements: measured([0, 0, 0]), share: 5, now: 10_600 }
    expect(analyzeStep(step).metrics[0]?.reason).toEqual({ kind: 'measured-long-ago', age: 600 })
  })

  it('lets a dry-run metric fail without a consequence, and is never passed by one alone', () => {
    const dry = { ...errors, id: 'dry', dryRun: true }
    const both = analysisSchema.parse({ metrics: [errors, dry] })
    const measurements = [...measured([0, 0, 0]), ...measured([1, 1, 1], { metric: 'dry' })]
    expect(analyzeStep({ analysis: both, measurements, share: 5, now: 10_000 })).toMatchObject({
      kind: 'pass',
      metrics: [{ kind: 'pass' }, { kind: 'fail', dryRun: true }],
    })
    const alone = analysisSchema.parse({ metrics: [dry] })
    expect(analyzeStep({ analysis: alone, measurements, share: 5, now: 10_000 })).toMatchObject({
      kind: 'inconclusive',
      reason: 'no-metrics',
    })
  })
})

describe('a comparison with the previous version', () => {
  const metric = { limit: undefined, previous: { factor: 2, margin: 0.01 }, failures: { most: 1, of: 1 } }

  it('fails when the new version is worse than the policy allows', () => {
    expect(judge([0.05], metric, { previous: value(0.02) })).toEqual({
      kind: 'fail',
      reason: { kind: 'worse-than-previous', value: 0.05, previous: 0.02, allowed: 0.04 },
    })
    expect(judge([0.04, 0.04, 0.04], metric, { previous: value(0.02) }).kind).toBe('pass')
    expect(judge([0.01, 0.01, 0.01], metric, { previous: value(0) }).kind).toBe('pass')
  })

  it('is inconclusive without a number for the previous version', () => {
    const reason = { kind: 'no-number', role: 'previous', problem: 'no-data' }
    expect(judge([0, 0, 0], metric, { previous: problem('no-data') })).toEqual({
      kind: 'inconclusive',
      reason,
    })
    expect(judge([0, 0, 0], metric)).toEqual({ kind: 'inconclusive', reason })
  })

  it('is not made at 100 %, where no previous version runs beside it', () => {
    const step = { analysis: policyWith(metric), measurements: measured([1, 1, 1]), share: 100, now: 10_000 }
    expect(analyzeStep(step).kind).toBe('pass')
  })
})

describe('the default metrics', () => {
  it('fail with more than 5 % of errors or a P99 above 2 s, as the rollback triggers say', () => {
    const limits = analysisSchema.parse({}).metrics.map(({ id, limit }) => [id, limit?.above])
    expect(limits).toEqual([
      ['error-rate', defaultPolicy.rollback.automatic.errorRatioAbove],
      ['latency-p99', defaultPolicy.rollback.automatic.latencyAboveSeconds],
      ['cpu', undefined],
      ['memory', undefined],
    ])
  })
})

describe('whatever was measured', () => {
  const reading = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(value),
    fc.constantFrom(...READING_PROBLEMS).map(problem),
  )
  const measurement = fc.record({
    metric: fc.constantFrom('errors', 'latency', 'unknown'),
    at: fc.integer({ min: 8_000, max: 11_000 }),
    current: reading,
    previous: fc.option(reading),
    traffic: fc.option(reading),
  })
  const policy = analysisSchema.parse({
    metrics: [
      { ...errors, previous: { factor: 2 }, traffic: { query: 'up', atLeast: 1 } },
      { ...errors, id: 'latency' },
    ],
  })

  it('no data never passes', () => {
    const withoutNumber = measurement.map((one) => ({ ...one, current: problem('no-data') }))
    fc.assert(
      fc.property(fc.array(withoutNumber), fc.integer({ min: 1, max: 100 }), (measurements, share) => {
        expect(analyzeStep({ analysis: policy, measurements, share, now: 10_000 }).kind).toBe('inconclusive')
      }),
    )
  })

  it('a step that passes has a fresh number within limits for every metric that decides', () => {
    const good = fc.record({
      metric: fc.constantFrom('errors', 'latency'),
      at: fc.integer({ min: 9_900, max: 10_000 }),
    })
    const passing = good.map((one) => ({ ...one, current: value(0), previous: value(0), traffic: value(5) }))
    const some = fc.array(fc.oneof({ weight: 9, arbitrary: passing }, { weight: 1, arbitrary: measurement }))
    let passed = 0
    fc.assert(
      fc.property(some, (measurements) => {
        const verdict = analyzeStep({ analysis: policy, measurements, share: 5, now: 10_000 })
        if (verdict.kind !== 'pass') return
        passed += 1
        for (const id of ['errors', 'latency']) {
          const newest = measurements
            .filter((one) => one.metric === id && one.at <= 10_000)
            .toSorted((one, other) => one.at - other.at)
            .at(-1)
          expect(newest?.current).toMatchObject({ kind: 'value' })
          expect(newest?.at).toBeGreaterThanOrEqual(10_000 - 180)
        }
      }),
      { numRuns: 300 },
    )
    expect(passed).toBeGreaterThan(0)
  })
})
