import { ENVIRONMENTS, type Production } from '../../../production/open.ts'
import type { SeriesName } from '../../../production/traffic-history.ts'
import type {
  ChartView,
  EnvironmentView,
  LineView,
  OutsideText,
  ProductionView,
} from '../../wire/wire-production.ts'
import type { PageContext } from '../page-context.ts'

const CHART_MS = 3 * 3_600_000
const POINTS = 60
const MOST_TEXTS = 40

const CHARTS: readonly (Pick<ChartView, 'name' | 'unit' | 'limit'> & { readonly series: SeriesName })[] = [
  { name: 'Error rate', unit: 'ratio', limit: 0.05, series: 'job:http_errors:ratio5m' },
  { name: 'Latency P99', unit: 'seconds', limit: 2, series: 'job:http_latency:p99_5m' },
]

/** The cluster, its numbers and what people outside read; null where the product runs nowhere. */
export function viewProduction({ production, clock }: PageContext): ProductionView | null {
  if (!production) return null
  const now = clock.now()
  const environments = ENVIRONMENTS.map((name) => viewEnvironment(production, name))
  const running = new Set(environments.flatMap(({ pods }) => pods.map(({ version }) => version)))
  return {
    environments,
    charts: CHARTS.map((chart) => viewChart(production, chart, now)),
    versions: [...running].sort().map((version) => {
      return { version, isBroken: production.cluster.behaviour(version).errorRatio > 0.05 }
    }),
    ...viewOutside(production),
  }
}

function viewEnvironment({ cluster }: Production, name: string): EnvironmentView {
  const workloads = cluster.workloads().filter(({ namespace }) => namespace === name)
  return {
    name,
    kind: workloads[0]?.kind ?? '',
    pods: workloads.flatMap(({ pods }) => pods),
    shares: cluster
      .shares(name)
      .filter(({ share }) => share > 0)
      .map(({ version, share }) => ({ version, share: Math.round(share) })),
  }
}

function viewChart(
  { history }: Production,
  { series, ...chart }: (typeof CHARTS)[number],
  to: number,
): ChartView {
  const from = to - CHART_MS
  const lines = history.versions('production', from).map((version): LineView => {
    const points = Array.from({ length: POINTS + 1 }, (_, index) => {
      const at = from + (CHART_MS * index) / POINTS
      return [at, history.read(series, { version, environment: 'production' }, at)] as const
    })
    return {
      version,
      points: points.flatMap(([at, value]) => (value === null ? [] : [[at, value] as const])),
    }
  })
  return { ...chart, from, to, lines: lines.filter(({ points }) => points.length > 0) }
}

function viewOutside({
  statusPage,
  mailbox,
  forum,
}: Production): Pick<ProductionView, 'statusPage' | 'mails' | 'forum'> {
  return {
    statusPage: statusPage
      .notices()
      .slice(0, MOST_TEXTS)
      .map(({ id, title, body, status, isIncident, updatedAt }): OutsideText => {
        return { id, title, text: body, about: status.replaceAll('_', ' '), at: updatedAt, isBad: isIncident }
      }),
    mails: mailbox
      .mails()
      .slice(-MOST_TEXTS)
      .reverse()
      .map(({ messageId, subject, text, to, at }): OutsideText => {
        return { id: messageId, title: subject, text, about: `to ${to}`, at, isBad: false }
      }),
    forum: forum
      .topics()
      .slice(0, MOST_TEXTS)
      .map(({ id, title, text, at, isEdited }): OutsideText => {
        return { id: String(id), title, text, about: isEdited ? 'edited' : '', at, isBad: false }
      }),
  }
}
