import type { Audience } from '../audience.ts'
import { mayHear } from './rules/channels.ts'
import { isSecurityRelease, isUnderEmbargo, type OpenedRelease } from './view.ts'

/**
 * What outsiders may be told of a release (design, law 7). `all`: where it is and what is in it, as its public tracking
 * issue shows. `published`: that it is out, as it was announced. `nothing`: not even that it exists.
 */
export type Disclosure = 'all' | 'published' | 'nothing'

/** Returns who reads what is written of a release on GitHub: whoever reads its repository. */
export function getGitHubAudience(release: OpenedRelease): Audience {
  return isUnderEmbargo(release) ? 'security' : 'team'
}

/**
 * Checks whether everybody but the security team reads of a release only that it fixes security: until it is published.
 * What an aborted release would have fixed is still to be published.
 */
export function isEmbargoed(release: OpenedRelease): boolean {
  return release.status !== 'published' && isSecurityRelease(release)
}

/** Checks whether the details of a release may not be read in its repository. */
export function isWithheldFromGitHub(release: OpenedRelease): boolean {
  return isEmbargoed(release) && getGitHubAudience(release) !== 'security'
}

/**
 * Decides what a person may be told who has no role and whose identity is unknown.
 *
 * @param isPublic whether everybody can read the repository
 */
export function decideDisclosure(
  release: OpenedRelease,
  { isPublic }: { readonly isPublic: boolean },
): Disclosure {
  if (!mayHear(release).includes('public')) return 'nothing'
  if (isEmbargoed(release)) return 'nothing'
  if (isPublic) return 'all'
  const { channels } = release.ledger.about.terms
  const isAnnounced = release.status === 'published' && channels.some(({ audience }) => audience === 'public')
  return isAnnounced ? 'published' : 'nothing'
}
