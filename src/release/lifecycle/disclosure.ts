import { mayHear } from './react/channels.ts'
import type { Release } from './state.ts'

type Opened = Exclude<Release, { status: 'unopened' }>

/**
 * What outsiders may be told of a release (design, law 7). `all`: where it is and what is in it, as its public tracking
 * issue shows. `published`: that it is out, as it was announced. `nothing`: not even that it exists.
 */
export type Disclosure = 'all' | 'published' | 'nothing'

/**
 * Decides what somebody may be told who has no role and was not asked who they are.
 *
 * @param isPublic whether everybody can read the repository
 */
export function decideDisclosure(release: Opened, { isPublic }: { readonly isPublic: boolean }): Disclosure {
  if (!mayHear(release).includes('public')) return 'nothing'
  if (isPublic) return 'all'
  const { channels } = release.ledger.about.terms
  const isAnnounced = release.status === 'published' && channels.some(({ audience }) => audience === 'public')
  return isAnnounced ? 'published' : 'nothing'
}
