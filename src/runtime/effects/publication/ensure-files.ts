import { createHash } from 'node:crypto'
import type { Artifact, PlaceAt } from '../../../release/lifecycle/state.ts'
import type { Policy } from '../../../release/policy.ts'
import { Refused } from '../../../release/refusal.ts'
import type { OpenEffectContext } from '../../github-state/effect-context.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import type { GitHubRelease } from '../../ports/releases.ts'
import { type ArtifactPlace, formatPlace, toArtifactPlace } from './artifact-places.ts'
import { getFileName } from './checksums.ts'

interface Copying {
  /** The private repository, in which it was built. */
  readonly from: GitHubRepository
  /** The draft in the public repository, which is the context's. */
  readonly to: GitHubRelease
  readonly build: Policy['build']
  readonly place: PlaceAt<'publishing'>
}

/**
 * Copies the files of a private build to the release that everyone reads, byte for byte: each is measured on its way, and is the one
 * that was verified or isn't copied. What stands there already was compared before.
 *
 * @throws {Refused} naming a file that is gone, or another
 */
export async function ensureFiles(context: OpenEffectContext, copying: Copying): Promise<void> {
  const { to, build, place } = copying
  const { version } = context.release.ledger.about
  for (const artifact of place.artifacts) {
    const named = build.artifacts.find(({ id }) => id === artifact.artifact)
    const at = named && toArtifactPlace(named, version)
    const name = at && getFileName(at)
    if (!at || !name || at.kind === 'url' || to.assets.some((one) => one.name === name)) continue
    const bytes = await download(context, copying, at)
    if (bytes === null) throw new Refused(refuseGone(at))
    requireSame({ bytes, artifact, at })
    await context.repo.uploadAsset(to.id, { name, bytes })
  }
}

async function download(
  { release }: OpenEffectContext,
  { from, build, place }: Copying,
  at: ArtifactPlace,
): Promise<Uint8Array | null> {
  const { tag } = release.ledger.about
  if (at.kind === 'release-asset') {
    const all = (await from.listReleases()).filter((one) => one.tag === tag)
    const found = all.flatMap(({ assets }) => assets).find(({ name }) => name === at.name)
    return found ? from.downloadAsset(found.id) : null
  }
  if (at.kind !== 'workflow') return null
  const runs = await from.listWorkflowRuns({ workflow: build.workflow, ref: tag, head: place.head })
  for (const { id, status } of runs) {
    const bytes = status === 'success' ? await from.downloadRunArtifact(id, at.name) : null
    if (bytes !== null) return bytes
  }
  return null
}

/** Law 9: a file of which nobody said what it is can't be the one that was verified. */
function requireSame({
  bytes,
  artifact,
  at,
}: {
  readonly bytes: Uint8Array
  readonly artifact: Artifact
  readonly at: ArtifactPlace
}): void {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (digest === artifact.digest) return
  throw new Refused({
    kind: 'rule',
    what: `${formatPlace(at)} isn't the file that was verified: it is \`${digest}\`, and \`${artifact.digest}\` was verified.`,
    next: 'Find out who replaced it. Nothing was published.',
  })
}

function refuseGone(at: ArtifactPlace) {
  return {
    kind: 'rule',
    what: `${formatPlace(at)} is gone from the private repository.`,
    next: 'Build it again there, then run `/release retry publish`.',
  } as const
}
