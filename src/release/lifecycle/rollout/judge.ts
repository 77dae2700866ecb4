import { analyzeStep, type StepVerdict } from '../../rollout/analysis.ts'
import type { StageOf } from './state.ts'
import type { EnvironmentTerms } from './terms.ts'
import type { MetricStanding } from './words.ts'

/** What a step that holds up shows so far; `people` where the environment has no metrics, and a go is asked instead. */
export type SoakVerdict =
  | { readonly kind: 'people' }
  | { readonly kind: StepVerdict['kind']; readonly metrics: StepVerdict['metrics'] }

/**
 * Judges a step by what was measured since it was deployed (§4.2). Without data it is inconclusive, which never passes.
 *
 * @param now seconds since 1970
 */
export function judgeSoak(
  { at, soak }: StageOf<'soaking'>,
  { analysis }: EnvironmentTerms,
  now: number,
): SoakVerdict {
  if (!analysis || analysis.metrics.every(({ dryRun }) => dryRun)) return { kind: 'people' }
  const { kind, metrics } = analyzeStep({ analysis, measurements: soak.measurements, share: at.share, now })
  return { kind, metrics }
}

/** Returns how each metric stands, as a step keeps it. */
export function toStandings(verdict: SoakVerdict): MetricStanding[] {
  if (verdict.kind === 'people') return []
  return verdict.metrics.map(({ metric, kind, dryRun }) => ({ metric, kind, dryRun }))
}
