import { type JsonAnswer, type JsonServer, serveJson } from './serve-json.ts'
import { SERIES, type SeriesLabels, type SeriesName, type TrafficHistory } from './traffic-history.ts'

export interface SandboxPrometheus extends JsonServer {
  /** When it was asked last, milliseconds since 1970; 0 before. */
  readonly askedAt: () => number
}

/** A series by its name and labels: `job:http_errors:ratio5m{version="2.0.1",environment="production"}`. */
const SELECTOR = /^(?<name>[a-z0-9_:]+)\{(?<labels>[^{}]*)\}$/
const LABEL = /(?<label>[a-z_]+)="(?<value>[^"]*)"/g
const MOST_POINTS = 11_000

/**
 * A Prometheus on this machine that answers for the traffic of the cluster, by its HTTP API
 * (https://prometheus.io/docs/prometheus/latest/querying/api/). Of PromQL it knows selectors of one series and no functions.
 */
export async function openSandboxPrometheus(
  history: TrafficHistory,
  now: () => number,
): Promise<SandboxPrometheus> {
  let askedAt = 0
  const server = await serveJson(now, ({ path, query, body }) => {
    const form = new URLSearchParams([...query, ...new URLSearchParams(body)])
    askedAt = now()
    if (path === '/api/v1/query') return answerInstant(history, form)
    if (path === '/api/v1/query_range') return answerRange(history, form)
    return { status: 404, json: {} }
  })
  return { ...server, askedAt: () => askedAt }
}

function answerInstant(history: TrafficHistory, form: URLSearchParams): JsonAnswer {
  const selector = readSelector(form.get('query') ?? '')
  if (!selector) return refuseQuery()
  const at = Number(form.get('time'))
  const value = history.read(selector.name, selector.labels, at * 1_000)
  const result = value === null ? [] : [{ metric: toMetric(selector), value: [at, String(value)] }]
  return succeed('vector', result)
}

function answerRange(history: TrafficHistory, form: URLSearchParams): JsonAnswer {
  const selector = readSelector(form.get('query') ?? '')
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)))
  if (!selector || !start || !end || !step || (end - start) / step > MOST_POINTS) return refuseQuery()
  const values: (readonly [number, string])[] = []
  for (let at = start; at <= end; at += step) {
    const value = history.read(selector.name, selector.labels, at * 1_000)
    if (value !== null) values.push([at, String(value)])
  }
  return succeed('matrix', values.length === 0 ? [] : [{ metric: toMetric(selector), values }])
}

interface Selector {
  readonly name: SeriesName
  readonly labels: SeriesLabels
}

function readSelector(query: string): Selector | null {
  const { name = '', labels = '' } = SELECTOR.exec(query.trim())?.groups ?? {}
  const found = new Map(
    [...labels.matchAll(LABEL)].map(({ groups }) => [groups?.['label'], groups?.['value']]),
  )
  const [version, environment] = [found.get('version'), found.get('environment')]
  if (!isSeries(name) || version === undefined || environment === undefined) return null
  return { name, labels: { version, environment } }
}

function isSeries(name: string): name is SeriesName {
  return Object.hasOwn(SERIES, name)
}

function toMetric({ name, labels }: Selector): object {
  return { __name__: name, ...labels }
}

function succeed(resultType: 'vector' | 'matrix', result: readonly object[]): JsonAnswer {
  return { status: 200, json: { status: 'success', data: { resultType, result } } }
}

function refuseQuery(): JsonAnswer {
  const error = `The sandbox knows ${Object.keys(SERIES).join(', ')}, each with the labels version and environment.`
  return { status: 400, json: { status: 'error', errorType: 'bad_data', error } }
}
