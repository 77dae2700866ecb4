/** The values that a label may have. All are known beforehand, so that no name from outside becomes a series (threat G8). */
export type LabelValues = Readonly<Record<string, readonly string[]>>

/** One value for each label. */
export type Labels<L extends LabelValues> = { readonly [N in keyof L]: string }

interface Named {
  /** `release_captain_deliveries_total`: https://prometheus.io/docs/practices/naming, with its unit. */
  readonly name: string
  readonly help: string
}

export interface ReadingOf extends Named {
  readonly type: 'gauge' | 'counter'
}

export interface CounterOf<L extends LabelValues> extends Named {
  readonly labels: L
}

export interface HistogramOf<L extends LabelValues> extends CounterOf<L> {
  /** Upper bounds, in the unit of the name, rising. */
  readonly buckets: readonly number[]
}

/** What is counted and measured, for Prometheus to read. */
export interface Metrics {
  /** @returns adds one */
  counter<const L extends LabelValues>(of: CounterOf<L>): (labels: Labels<L>) => void
  /** @returns takes a measurement in */
  histogram<const L extends LabelValues>(of: HistogramOf<L>): (labels: Labels<L>, value: number) => void
  /** A value that is `read` whenever somebody looks: one that goes up and down, or one that only ever rises. */
  reading(of: ReadingOf, read: () => number | Promise<number>): void
  /** All of it in Prometheus' text format, version 0.0.4. */
  text(): Promise<string>
}

/** The lines of one metric. */
type Show = () => readonly string[] | Promise<readonly string[]>

/** Opens the metrics, all at zero. */
export function openMetrics(): Metrics {
  const all = new Map<string, Show>()
  const add = ({ name, help }: Named, type: string, show: Show) => {
    if (all.has(name)) throw new Error(`There are two metrics called ${name}.`)
    all.set(name, async () => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...(await show())])
  }
  return {
    counter(of) {
      const { count, show } = counts(of)
      add(of, 'counter', show)
      return count
    },
    histogram(of) {
      const { observe, show } = distribution(of)
      add(of, 'histogram', show)
      return observe
    },
    reading(of, read) {
      add(of, of.type, async () => [`${of.name} ${await read()}`])
    },
    async text() {
      const shown = await Promise.all([...all.values()].map((show) => show()))
      return `${shown.flat().join('\n')}\n`
    },
  }
}

function counts({ name, labels }: CounterOf<LabelValues>) {
  const series = new Map(seriesOf(labels).map((one) => [one, 0]))
  return {
    count: (given: Labels<LabelValues>) => {
      const one = seriesAt(labels, given)
      series.set(one, (series.get(one) ?? 0) + 1)
    },
    show: () => [...series].map(([one, value]) => `${name}${braced(one)} ${value}`),
  }
}

function distribution({ name, labels, buckets }: HistogramOf<LabelValues>) {
  const bounds = [...buckets, Number.POSITIVE_INFINITY]
  const series = new Map(seriesOf(labels).map((one) => [one, { below: bounds.map(() => 0), sum: 0 }]))
  return {
    observe: (given: Labels<LabelValues>, value: number) => {
      const one = series.get(seriesAt(labels, given))
      if (!one) return
      one.sum += value
      for (const [i, bound] of bounds.entries()) if (value <= bound) one.below[i] = (one.below[i] ?? 0) + 1
    },
    show: () =>
      [...series].flatMap(([one, { below, sum }]) => [
        ...bounds.map((bound, i) => {
          const le = `le="${bound === Number.POSITIVE_INFINITY ? '+Inf' : bound}"`
          return `${name}_bucket${braced(one === '' ? le : `${one},${le}`)} ${below[i]}`
        }),
        `${name}_sum${braced(one)} ${sum}`,
        `${name}_count${braced(one)} ${below.at(-1)}`,
      ]),
  }
}

/** Every combination of values, as Prometheus writes it; one empty text where there are no labels. */
function seriesOf(labels: LabelValues): string[] {
  return Object.entries(labels).reduce<string[]>(
    (before, [label, values]) =>
      before.flatMap((one) =>
        values.map((value) => `${one === '' ? '' : `${one},`}${label}=${JSON.stringify(value)}`),
      ),
    [''],
  )
}

/** @throws {Error} for a value that was not announced: a fault of ours, not of whoever calls from outside */
function seriesAt(labels: LabelValues, given: Labels<LabelValues>): string {
  return Object.entries(labels)
    .map(([label, values]) => {
      const value = given[label]
      if (value === undefined || !values.includes(value)) throw new Error(`${label} is never ${value}.`)
      return `${label}=${JSON.stringify(value)}`
    })
    .join(',')
}

function braced(series: string): string {
  return series === '' ? '' : `{${series}}`
}
