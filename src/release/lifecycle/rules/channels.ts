import { AUDIENCES, type Audience, type Channel, MEDIA } from '../../audience.ts'
import type { Release } from '../state.ts'
import { isSecurityRelease, isUnderEmbargo } from '../view.ts'

type OpenedRelease = Exclude<Release, { status: 'unopened' }>

/** Only the security team hears of what was opened as a security release before it is published (Embargo Period). */
const INITIATED: readonly Audience[] = ['security']

/** Pre-release Versions: an alpha is for internal testing. */
const INTERNAL_VERSION = /-alpha(?:\.|$)/
const INTERNAL: readonly Audience[] = ['team', 'security']

/** Who may hear of a release as it is now (design, law 7). */
export function mayHear(release: OpenedRelease): readonly Audience[] {
  const { about, isConfidential } = release.ledger
  if (release.status === 'published') return AUDIENCES
  if (isUnderEmbargo(release)) return INITIATED
  if (isConfidential) return [...INITIATED, ...about.terms.securityAdvanceTo]
  return isSecurityRelease(release) ? [...INTERNAL, ...about.terms.securityAdvanceTo] : AUDIENCES
}

/** The channels of a release in which it may be spoken of now, in the policy's order. */
export function listChannels(release: OpenedRelease): readonly Channel[] {
  const { terms, version } = release.ledger.about
  const inside = INTERNAL_VERSION.test(version) ? INTERNAL : AUDIENCES
  const heard = mayHear(release).filter((audience) => inside.includes(audience))
  return terms.channels.filter(({ audience }) => heard.includes(audience))
}

/** Whether a channel hears announcements alone: where there are no threads, or readers who do not work on the release. */
export function isAnnouncement({ medium, audience }: Channel): boolean {
  return !MEDIA[medium].hasThreads || audience === 'customers' || audience === 'public'
}
