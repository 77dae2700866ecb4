import { fill } from '../../../release/policy/text-schemas.ts'
import { getRepositoryName, type PerformRollout, toPlainVersion } from './rollout-context.ts'

/** An evidence is at most so long. */
const LONGEST_EVIDENCE = 500

/** §4.1: every image of the version to go back to is in its registry, by its digest. */
export const verifyImages: PerformRollout<'verify-images'> = async ({ deps, terms, release }, effect) => {
  if (terms.images.length === 0) return []
  const version = toPlainVersion(effect.version)
  const found: string[] = []
  for (const { reference } of terms.images) {
    const image = fill(reference, { version })
    const digest = await deps.registries.fetchImageDigest(image, getRepositoryName({ release }))
    if (digest === null) return []
    found.push(`${image}@${digest}`)
  }
  const evidence = found.join(', ').slice(0, LONGEST_EVIDENCE)
  return [{ type: 'ItemProved', at: deps.now(), item: 'rollback-images', evidence }]
}
