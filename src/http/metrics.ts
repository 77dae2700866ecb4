import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The values that each label may have. All are known beforehand, so that no name from outside becomes a series (threat G8). */
type LabelValues = Readonly<Record<string, readonly string[]>>

/** One value for each label. */
type Labels<L extends LabelValues> = { readonly [N in keyof L]: string }

/** What every metric has. */
interface MetricOptions {
  /** `release_captain_deliveries_total`: https://prometheus.io/docs/practices/naming, with its unit. */
  readonly name: string
  readonly help: string
}

/** A metric with labels. */
interface LabelledOptions<L extends LabelValues> extends MetricOptions {
  readonly labels: L
}

/** A distribution. */
interface HistogramOptions<L extends LabelValues> extends LabelledOptions<L> {
  /** Upper bounds, in the unit of the name, rising. */
  readonly buckets: readonly number[]
}

/** What is counted and measured, for Prometheus to read. */
export interface Metrics {
  /** The type of `text`. */
  readonly contentType: string
  /** Creates a counter, each of its series at zero. Returns a function that adds one. */
  createCounter<const L extends LabelValues>(options: LabelledOptions<L>): (labels: Labels<L>) => void
  /** Creates a histogram, each of its series at zero. Returns a function that takes a measurement in. */
  createHistogram<const L extends LabelValues>(
    options: HistogramOptions<L>,
  ): (labels: Labels<L>, value: number) => void
  /** Creates a gauge, whose value is read at each scrape. */
  createGauge(options: MetricOptions, read: () => number | Promise<number>): void
  /** Adds what prom-client knows of every Node process: processor, memory, event loop, garbage collection, open files. */
  addProcessMetrics(): void
  /** Renders all of it in Prometheus' text format. */
  text(): Promise<string>
}

/** Opens a registry of its own, since several Apps may run in one process. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  return {
    contentType: registry.contentType,
    createCounter({ labels, ...options }) {
      const counter = new Counter({ ...options, labelNames: Object.keys(labels), registers })
      for (const series of listSeries(labels)) counter.inc(series, 0)
      return (given) => counter.inc(checkLabels(labels, given))
    },
    createHistogram({ labels, buckets, ...options }) {
      const config = { ...options, labelNames: Object.keys(labels), buckets: [...buckets], registers }
      const histogram = new Histogram(config)
      for (const series of listSeries(labels)) histogram.zero(series)
      return (given, value) => histogram.observe(checkLabels(labels, given), value)
    },
    createGauge(options, read) {
      const gauge: Gauge = new Gauge({ ...options, registers, collect: async () => gauge.set(await read()) })
    },
    addProcessMetrics: () => collectDefaultMetrics({ register: registry }),
    text: () => registry.metrics(),
  }
}

/** Returns every combination of values; one without labels where there are none. */
function listSeries(labels: LabelValues): readonly Readonly<Record<string, string>>[] {
  return Object.entries(labels).reduce<readonly Readonly<Record<string, string>>[]>(
    (before, [label, values]) => before.flatMap((one) => values.map((value) => ({ ...one, [label]: value }))),
    [{}],
  )
}

/** @throws {Error} for a value that was not announced: a fault of ours, not of whoever calls from outside */
function checkLabels(labels: LabelValues, given: Labels<LabelValues>): Labels<LabelValues> {
  for (const [label, values] of Object.entries(labels)) {
    const value = given[label]
    if (value === undefined || !values.includes(value)) throw new Error(`${label} is never ${value}.`)
  }
  return given
}
