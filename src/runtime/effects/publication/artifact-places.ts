import { fill } from '../../../release/policy/text-schemas.ts'
import type { Policy } from '../../../release/policy.ts'
import { Refused } from '../../../release/refusal.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import type { GitHubRepository, WorkflowRun } from '../../ports/github.ts'
import type { Registries } from '../../ports/registries.ts'
import type { GitHubRelease } from '../../ports/releases.ts'

type NamedArtifact = Policy['build']['artifacts'][number]
/** Where an artifact has to be found. */
export type ArtifactPlace = NonNullable<NamedArtifact['from']>

/** What the policy says of where an artifact is, with the version in it. Without a word it is a file of the run. */
export function toArtifactPlace({ id, from }: NamedArtifact, version: string): ArtifactPlace {
  const known = { version: stripVersionPrefix(version) }
  const place: ArtifactPlace = from ?? { kind: 'workflow', name: id }
  switch (place.kind) {
    case 'workflow':
    case 'release-asset':
      return { ...place, name: fill(place.name, known) }
    case 'npm':
      return place
    case 'image':
      return { ...place, reference: fill(place.reference, known) }
    case 'url':
      return { ...place, url: fill(place.url, known) }
  }
}

/** Where it is looked for. */
interface ArtifactSearch {
  readonly repo: GitHubRepository
  readonly registries: Registries
  readonly run: WorkflowRun
  readonly tag: string
  readonly version: string
}

/** The digest of an artifact, `sha256:…` where there is one; null where it is not there. */
export async function findDigestAt(place: ArtifactPlace, looking: ArtifactSearch): Promise<string | null> {
  const { repo, registries, run } = looking
  switch (place.kind) {
    case 'workflow': {
      const found = (await repo.listRunArtifacts(run.id)).find(({ name }) => name === place.name)
      return found ? formatSha256(found.digest) : null
    }
    case 'release-asset':
      return findAssetDigest(place.name, looking)
    case 'npm':
      return registries.fetchNpmDigest(place.package, stripVersionPrefix(looking.version))
    case 'image':
      return registries.fetchImageDigest(place.reference, repo.fullName)
    case 'url':
      return registries.page(place.url)
  }
}

/** Whether a run has left everything behind that it was to. */
export async function areThere(
  artifacts: readonly NamedArtifact[],
  looking: ArtifactSearch,
): Promise<boolean> {
  for (const artifact of artifacts)
    if ((await findDigestAt(toArtifactPlace(artifact, looking.version), looking)) === null) return false
  return true
}

/** Whether what was just put there may not be shown at once. */
export function mayLag({ kind }: ArtifactPlace): boolean {
  return kind === 'npm' || kind === 'image' || kind === 'url'
}

/** How an artifact is named to people: what they would look for. */
export function formatPlace(place: ArtifactPlace): string {
  switch (place.kind) {
    case 'workflow':
      return `the artifact \`${place.name}\` of the run`
    case 'release-asset':
      return `the file \`${place.name}\` of the GitHub release`
    case 'npm':
      return `\`${place.package}\` on npm`
    case 'image':
      return `the image \`${place.reference}\``
    case 'url':
      return `\`${place.url}\``
  }
}

async function findAssetDigest(name: string, { repo, tag }: ArtifactSearch): Promise<string | null> {
  const releases = await repo.listReleases()
  const digests = new Set<string>()
  for (const { id, name: file, digest } of releases.flatMap((release) => listAssets(release, tag)))
    if (file === name) digests.add(digest ?? (await repo.computeAssetDigest(id)))
  if (digests.size > 1) throw new Refused(refuseAmbiguous(name, tag))
  const [only] = digests
  return only === undefined ? null : formatSha256(only)
}

/** Law 9: which of two files is the build's, nobody can tell. */
function refuseAmbiguous(name: string, tag: string) {
  return {
    kind: 'rule',
    what: `Several GitHub releases of \`${tag}\` have a file \`${name}\`, and they aren't the same.`,
    next: 'Delete the one that the build did not make.',
  } as const
}

function listAssets(release: GitHubRelease, tag: string): GitHubRelease['assets'] {
  return release.tag === tag ? release.assets : []
}

/** It is there, and GitHub does not say what it is. */
const UNTOLD = 'not told'

function formatSha256(hex: string | null): string {
  return hex === null ? UNTOLD : `sha256:${hex}`
}
