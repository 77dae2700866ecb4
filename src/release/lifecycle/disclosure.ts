import { mayHear } from './rules/channels.ts'
import { isSecurityRelease, type OpenedRelease } from './view.ts'

/**
 * What outsiders may be told of a release (design, law 7). `all`: where it is and what is in it, as its public tracking
 * issue shows. `published`: that it is out, as it was announced. `nothing`: not even that it exists.
 */
export type Disclosure = 'all' | 'published' | 'nothing'

/** Checks whether only the security team may know of a release: it fixes security, and isn't published (Embargo Period). */
export function isEmbargoed(release: OpenedRelease): boolean {
  return release.status !== 'published' && isSecurityRelease(release)
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
