import { z } from 'zod'
import { readJson } from '../../http-client/http-client.ts'
import type { ReadingProblem } from '../../release/rollout/measurement.ts'
import type { Sample } from '../../runtime/ports/metrics-source.ts'

export interface Series {
  readonly samples: readonly Sample[]
}

/** What Prometheus answered. */
export type PrometheusAnswer =
  | { readonly kind: 'data'; readonly series: readonly Series[] }
  | { readonly kind: 'problem'; readonly problem: ReadingProblem }

/** `[1435781451.781, "1"]`; `NaN` and `+Inf` are numbers of Prometheus's. */
const sample = z
  .tuple([z.number(), z.string()])
  .transform(([at, text]): Sample => ({ at, value: toNumber(text) }))

const data = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: sample })) }),
  z.object({ resultType: z.literal('matrix'), result: z.array(z.object({ values: z.array(sample) })) }),
  z.object({ resultType: z.literal('scalar'), result: sample }),
])

const success = z.object({ status: z.literal('success'), data })
const failure = z.object({ status: z.literal('error'), errorType: z.string() })

/** Prometheus's words for a query that took too long (https://prometheus.io/docs/prometheus/latest/querying/api/). */
const SLOW = ['timeout', 'canceled']

/** Reads an answer. What isn't one of Prometheus's is a problem, whatever its status says. */
export function readAnswer(status: number, text: string): PrometheusAnswer {
  const json = readJson(text)
  const good = success.safeParse(json)
  if (status === 200 && good.success) return { kind: 'data', series: toSeries(good.data.data) }

  const bad = failure.safeParse(json)
  if (bad.success && SLOW.includes(bad.data.errorType)) return { kind: 'problem', problem: 'source-slow' }
  if (status >= 500 || status === 429) return { kind: 'problem', problem: 'source-down' }
  if (bad.success || (status >= 400 && status < 500)) return { kind: 'problem', problem: 'source-refused' }
  return { kind: 'problem', problem: 'source-garbled' }
}

function toSeries(read: z.output<typeof data>): readonly Series[] {
  switch (read.resultType) {
    case 'vector':
      return read.result.map(({ value }) => ({ samples: [value] }))
    case 'matrix':
      return read.result.map(({ values }) => ({ samples: values }))
    case 'scalar':
      return [{ samples: [read.result] }]
  }
}

function toNumber(text: string): number {
  if (/^[+-]?Inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return text.trim() === '' ? Number.NaN : Number(text)
}
