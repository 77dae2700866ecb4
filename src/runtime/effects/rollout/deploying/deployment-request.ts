import type { RolloutTerms } from '../../../../release/lifecycle/rollout/terms.ts'
import type { OpenedRelease } from '../../../../release/lifecycle/view.ts'
import { getArtifacts, getHead } from '../../../../release/lifecycle/view.ts'
import { fill } from '../../../../release/policy/text-schemas.ts'
import type { DeploymentRequest, VerifiedImage } from '../../../ports/deployer.ts'
import { type RolloutContext, toPlainVersion } from '../rollout-context.ts'

/** What one deployment brings where. Versions are as the record has them: `v2.0.1`. */
export interface DeploymentWish {
  readonly key: string
  readonly environment: string
  readonly purpose: DeploymentRequest['purpose']
  readonly version: string
  readonly previous: string
  /** Percent of traffic. */
  readonly share: number
  /** From 0. */
  readonly step: number
}

/** Returns what a deployer is asked for. Its key is that of the effect: it is the same however often that is performed. */
export function toRequest({ release, terms }: RolloutContext, wish: DeploymentWish): DeploymentRequest {
  const { repository, version } = release.ledger.about
  const [owner = '', name = ''] = repository.name.split('/')
  const isOwn = wish.version === version
  return {
    repository: { id: repository.id, owner, name },
    environment: wish.environment,
    key: toDeploymentKey(wish.key),
    purpose: wish.purpose,
    version: toPlainVersion(wish.version),
    previous: toPlainVersion(wish.previous),
    tag: toTag(release, wish.version),
    commit: toCommit(release, wish.version),
    share: wish.share,
    step: wish.step + 1,
    images: isOwn ? listImages(release, terms) : [],
  }
}

/** Returns the key of an effect as deployers know it. */
export function toDeploymentKey(key: string): string {
  return key.replaceAll(':', '.')
}

function toTag({ ledger: { about } }: OpenedRelease, version: string): string {
  if (version === about.version) return about.tag
  if (version === about.base.tag) return version
  return fill(about.terms.tagPattern, { version: toPlainVersion(version) })
}

/** Empty for a version that is neither this one nor the one before: its tag says which commit it is. */
function toCommit(release: OpenedRelease, version: string): string {
  const { about } = release.ledger
  if (version === about.version) return getHead(release) ?? ''
  return version === about.base.tag ? about.base.commit : ''
}

function listImages(release: OpenedRelease, { images }: RolloutTerms): readonly VerifiedImage[] {
  const artifacts = getArtifacts(release) ?? []
  const version = toPlainVersion(release.ledger.about.version)
  return images.flatMap(({ artifact, reference }) => {
    const digest = artifacts.find((one) => one.artifact === artifact)?.digest
    return digest?.startsWith('sha256:') ? [{ reference: fill(reference, { version }), digest }] : []
  })
}
