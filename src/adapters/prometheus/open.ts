import { createHttpClient, type HttpClient, type HttpOutcome } from '../../http-client/http-client.ts'
import { type Reading, type ReadingProblem, toReading } from '../../release/rollout/measurement.ts'
import type { MetricsSource, SeriesReading, TimeRange } from '../../runtime/ports/metrics-source.ts'
import { type PrometheusAnswer, readAnswer, type Series } from './answer.ts'

export interface PrometheusOptions {
  /** `https://prometheus.internal`, with the prefix of its routes where it has one. */
  readonly url: string
  readonly login: PrometheusLogin
  readonly userAgent: string
  readonly timeoutMs?: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export type PrometheusLogin =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }

/** How far the clocks may be apart: the date of an answer has whole seconds, and the way takes its time. */
const MOST_SKEW_MS = 60_000
/** How far the time of a sample may be from the one asked for. */
const MOST_SAMPLE_AGE = 60
/** Prometheus answers with at most 11,000 points of a series. */
const MOST_POINTS = 11_000
const LARGEST = 8 * 1024 * 1024

/** Opens a Prometheus, or what speaks its HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/). */
export function openPrometheus(options: PrometheusOptions): MetricsSource {
  const client = createHttpClient({
    baseUrl: options.url,
    headers: {
      accept: 'application/json',
      'user-agent': options.userAgent,
      'content-type': 'application/x-www-form-urlencoded',
      ...toLoginHeaders(options.login),
    },
    maxBytes: LARGEST,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  })
  const ask = (path: string, form: Readonly<Record<string, string>>) =>
    askOnce({ client, options, path, form })
  return {
    readValue: async (query, at) => toValue(await ask('/api/v1/query', { query, time: String(at) }), at),
    readSeries: (query, range) => readSeries(ask, query, range),
  }
}

type Ask = (path: string, form: Readonly<Record<string, string>>) => Promise<PrometheusAnswer>

interface Question {
  readonly client: HttpClient
  readonly options: PrometheusOptions
  readonly path: string
  readonly form: Readonly<Record<string, string>>
}

/** Asks by POST, which changes nothing and has room for a long query. */
async function askOnce({ client, options, path, form }: Question): Promise<PrometheusAnswer> {
  const outcome = await client({ method: 'POST', path, body: new URLSearchParams(form).toString() })
  if (outcome.kind === 'failed') return { kind: 'problem', problem: toProblem(outcome) }
  if (isSkewed(outcome, options.now())) return { kind: 'problem', problem: 'clock-skewed' }
  return readAnswer(outcome.status, outcome.text)
}

function toProblem({ why }: Extract<HttpOutcome, { kind: 'failed' }>): ReadingProblem {
  switch (why) {
    case 'timeout':
      return 'source-slow'
    case 'unreachable':
    case 'broken-off':
      return 'source-down'
    case 'too-large':
      return 'source-garbled'
    case 'redirected':
      return 'source-refused'
  }
}

/** The server's own date, between the sending and the receiving, against our clock. */
function isSkewed({ headers, tookMs }: Extract<HttpOutcome, { kind: 'answered' }>, now: number): boolean {
  const theirs = Date.parse(headers.get('date') ?? '')
  return !Number.isNaN(theirs) && Math.abs(now - tookMs / 2 - theirs) > MOST_SKEW_MS
}

function toValue(answer: PrometheusAnswer, at: number): Reading {
  if (answer.kind === 'problem') return answer
  const [only, ...others] = answer.series
  const sample = only?.samples.at(-1)
  if (!only || !sample) return { kind: 'problem', problem: 'no-data' }
  if (others.length > 0) return { kind: 'problem', problem: 'several-series' }
  if (at - sample.at > MOST_SAMPLE_AGE) return { kind: 'problem', problem: 'stale' }
  return toReading(sample.value)
}

async function readSeries(ask: Ask, query: string, { from, to, step }: TimeRange): Promise<SeriesReading> {
  const seconds = Math.max(step, Math.ceil((to - from) / MOST_POINTS))
  const form = { query, start: String(from), end: String(to), step: String(seconds) }
  const answer = await ask('/api/v1/query_range', form)
  if (answer.kind === 'problem') return answer
  const [only, ...others]: readonly (Series | undefined)[] = answer.series
  if (!only) return { kind: 'problem', problem: 'no-data' }
  if (others.length > 0) return { kind: 'problem', problem: 'several-series' }
  const samples = only.samples.filter(({ value }) => Number.isFinite(value))
  return samples.length === 0 ? { kind: 'problem', problem: 'not-a-number' } : { kind: 'series', samples }
}

function toLoginHeaders(login: PrometheusLogin): Readonly<Record<string, string>> {
  switch (login.kind) {
    case 'none':
      return {}
    case 'bearer':
      return { authorization: `Bearer ${login.token}` }
    case 'basic': {
      const pair = Buffer.from(`${login.username}:${login.password}`).toString('base64')
      return { authorization: `Basic ${pair}` }
    }
  }
}
