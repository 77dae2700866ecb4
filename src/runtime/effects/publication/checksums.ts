import type { Artifact } from '../../../release/lifecycle/state.ts'
import type { Policy } from '../../../release/policy.ts'
import { type ArtifactPlace, toArtifactPlace } from './artifact-places.ts'

/** The file that goes with a release, for `sha256sum --check`. */
export const SUMS = 'SHA256SUMS'

/**
 * What was verified, one on a line: exactly the files of the release as `sha256sum` reads them, all else as a comment, which it
 * passes over. Null where there is nothing.
 */
export function renderChecksums(
  named: Policy['build']['artifacts'],
  { version, artifacts, isCopied }: Verified & { readonly isCopied: boolean },
): string | null {
  const lines = artifacts.flatMap(({ artifact, digest }) => {
    const found = named.find(({ id }) => id === artifact)
    return found ? [renderLine(toArtifactPlace(found, version), { digest, isCopied })] : []
  })
  return lines.length === 0 ? null : `${lines.join('\n')}\n`
}

/** Of a release: what was verified. */
interface Verified {
  readonly version: string
  readonly artifacts: readonly Artifact[]
}

/** What was verified, by the name under which its file comes down: its digest. */
export function listVerifiedFiles(
  named: Policy['build']['artifacts'],
  { version, artifacts }: Verified,
): ReadonlyMap<string, string> {
  return new Map(
    artifacts.flatMap(({ artifact, digest }) => {
      const found = named.find(({ id }) => id === artifact)
      const file = found ? getFileName(toArtifactPlace(found, version)) : null
      return file === null ? [] : [[file, digest] as const]
    }),
  )
}

function renderLine(
  place: ArtifactPlace,
  { digest, isCopied }: { readonly digest: string; readonly isCopied: boolean },
): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1]
  const file = isOnRelease(place, isCopied) ? getFileName(place) : null
  return hex !== undefined && file !== null ? `${hex}  ${file}` : `# ${formatArtifactName(place)}: ${digest}`
}

/** Whether a file stands on the GitHub release: what a private run left behind is copied there. */
function isOnRelease({ kind }: ArtifactPlace, isCopied: boolean): boolean {
  return kind === 'release-asset' || (kind === 'workflow' && isCopied)
}

/** The name under which a file comes down; null for what is no file. GitHub hands an artifact of a run out as a zip. */
export function getFileName(place: ArtifactPlace): string | null {
  switch (place.kind) {
    case 'workflow':
      return `${place.name}.zip`
    case 'release-asset':
      return place.name
    case 'url':
      return place.url.split(/[?#]/, 1)[0]?.split('/').at(-1) || null
    case 'npm':
    case 'image':
      return null
  }
}

function formatArtifactName(place: ArtifactPlace): string {
  switch (place.kind) {
    case 'workflow':
    case 'release-asset':
      return place.name
    case 'url':
      return place.url
    case 'npm':
      return `${place.package} on npm`
    case 'image':
      return place.reference
  }
}
