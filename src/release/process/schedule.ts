import { triggers } from './criteria.ts'
import { state } from './section.ts'

/** Semantic Versioning: what each part of a version promises. */
export const versionParts = state('Semantic Versioning', {
  major: 'Breaking changes',
  minor: 'New features (backward compatible)',
  patch: 'Bug fixes only',
})

/** Pre-release Versions, in the order in which they may be cut, and what each is for. */
export const PRERELEASE_CHANNELS = ['alpha', 'beta', 'rc'] as const
export type PrereleaseChannel = (typeof PRERELEASE_CHANNELS)[number]

export const prereleases = state('Pre-release Versions', {
  alpha: 'Internal testing',
  beta: 'External testing',
  rc: 'Release candidate',
} satisfies Record<PrereleaseChannel, string>)
export const stable = state('Pre-release Versions', 'Stable release')

/** Regular Cadence. The weekly patch is the scheduled trigger's own cadence; the document gives no time of day. */
export const cadence = {
  patch: { weeks: triggers.scheduled.weeks.value, day: state('Regular Cadence', 'wednesday') },
  minor: { months: state('Regular Cadence', 1), day: state('Regular Cadence', 'first-tuesday') },
  major: { months: state('Regular Cadence', 3), day: state('Regular Cadence', 'planned') },
} as const

/** What a release outside of the cadence may be made for. */
export const EMERGENCIES = ['critical-security', 'data-loss', 'service-outage'] as const
export type Emergency = (typeof EMERGENCIES)[number]

export const emergencies = {
  section: 'Emergency Releases',
  'critical-security': 'Critical security fix',
  'data-loss': 'Data loss bug',
  'service-outage': 'Service outage',
} as const satisfies { section: 'Emergency Releases' } & Record<Emergency, string>
