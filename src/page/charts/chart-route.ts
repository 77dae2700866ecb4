import { drawCharts } from '../../charts/draw-charts.ts'
import { replyJson } from '../../http/reply.ts'
import type { HttpRoute } from '../../http/route.ts'
import { createStepCharts } from '../../messages/rollout/step-charts.ts'
import type { MeasuredStep } from '../../messages/rollout/step-numbers.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { evolve } from '../../release/lifecycle/evolve/evolve.ts'
import { type Release, UNOPENED } from '../../release/lifecycle/state.ts'
import type { ChartedStep, ChartLinks } from '../../runtime/ports/chart-links.ts'
import { loadRelease } from '../../runtime/record/execute-command.ts'
import type { PageDependencies } from '../page-context.ts'
import { CHARTS_PATH } from './chart-links.ts'

/** `/charts/…`: the numbers of a step as a picture. GitHub and Slack fetch it without a login: the link is the key. */
export function createChartRoute({ store }: Pick<PageDependencies, 'store'>, charts: ChartLinks): HttpRoute {
  return {
    ...({ name: 'chart', method: 'GET' } as const),
    path: `${CHARTS_PATH}/:release/:environment/:step/:key`,
    answer: async ({ params, id }) => {
      const { release = '', environment = '', step = '', key = '' } = params
      const linked = { release, environment, step: Number(step), key: key.replace(/\.png$/, '') }
      const bytes = await drawLinkedStep({ store, charts }, linked)
      if (!bytes) return replyJson(404, { outcome: 'not-found', request: id })
      return { status: 200, contentType: 'image/png', text: '', bytes }
    },
  }
}

interface Gallery extends Pick<PageDependencies, 'store'> {
  readonly charts: ChartLinks
}

/** Draws the step that a link is about; null where nobody here made that link, or there is nothing to show. */
export async function drawLinkedStep(
  { store, charts }: Gallery,
  { key, ...charted }: ChartedStep & { readonly key: string },
): Promise<Uint8Array | null> {
  if (!charts.verifyKey(charted, key)) return null
  return drawStep(await store.transact((unit) => loadRelease(unit, charted.release)), charted)
}

interface LoadedRelease {
  readonly release: Release
  readonly events: readonly ReleaseEvent[]
}

function drawStep({ release, events }: LoadedRelease, charted: ChartedStep): Uint8Array | null {
  if (release.status === 'unopened' || isEmbargoed(release)) return null
  const step = findStep(events, charted)
  return step && drawCharts(createStepCharts(release, step))
}

/** The step as it was when it passed last: what came after it doesn't change its picture. */
function findStep(events: readonly ReleaseEvent[], { environment, step }: ChartedStep): MeasuredStep | null {
  let release: Release = UNOPENED
  let found: MeasuredStep | null = null
  for (const event of events) {
    release = evolve(release, event)
    const lastStep = release.status === 'unopened' ? null : release.ledger.rollout.lastStep
    if (lastStep?.at.environment === environment && lastStep.at.step === step) found = lastStep
  }
  return found
}
