import type { ReportGround as ReportedGround } from '../../cli/engine.ts'
import type { PlanningGround } from './read-ground.ts'

/** Where a report came from, in the words of the command line. */
export function createReportedGround(
  { name, webUrl, inForce }: PlanningGround,
  warnings: readonly string[],
): ReportedGround {
  const changed = inForce.origins.filter(({ source }) => source.kind === 'config').length
  return {
    repository: name,
    webUrl,
    policy: { file: inForce.file, changed, digest: inForce.digest },
    warnings,
  }
}
