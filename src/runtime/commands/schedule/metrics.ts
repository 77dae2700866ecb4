import { renderMeasures } from '../../../messages/measures/measures-text.ts'
import { summarizeMeasures } from '../../../release/measures/measures.ts'
import { readFigures } from '../../record/read-figures.ts'
import type { CommandContext, Prepared, RequestNamed } from '../command-context.ts'

const DAY = 86_400

/** `/release metrics`: everyone may read it. The targets are those of the policy on main. */
export async function prepareMetrics(
  { days }: RequestNamed<'metrics'>,
  { deps, repo, at, comment }: CommandContext,
): Promise<Prepared> {
  const { policy } = await deps.git.readGround({ url: await repo.createGitUrl() })
  // The second in which it is asked counts.
  const period = { from: at - days * DAY, to: at + 1 }
  return async (unit) => {
    const figures = await readFigures(unit, repo.ref.id, period)
    const measures = summarizeMeasures(figures, period, policy.measures)
    const text = renderMeasures({ measures, figures, days, draws: comment !== null })
    return { kind: 'shown', text }
  }
}
