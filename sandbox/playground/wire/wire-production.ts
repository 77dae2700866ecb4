/** Where the product runs, and what people outside hear of it, as both halves of the page know it. */

/** One pod, and the version in it. */
export interface PodView {
  readonly name: string
  readonly version: string
  readonly isReady: boolean
}

/** Percent of the traffic of an environment that goes to a version. */
export interface ShareView {
  readonly version: string
  readonly share: number
}

export interface EnvironmentView {
  readonly name: string
  readonly kind: string
  readonly pods: readonly PodView[]
  readonly shares: readonly ShareView[]
}

/** Numbers of one version over time: pairs of time and value. */
export interface LineView {
  readonly version: string
  readonly points: readonly (readonly [number, number])[]
}

export interface ChartView {
  readonly name: string
  readonly unit: 'ratio' | 'seconds'
  /** Above it a step fails. */
  readonly limit: number
  readonly from: number
  readonly to: number
  readonly lines: readonly LineView[]
}

/** What people outside read: a notice, a mail, a topic. */
export interface OutsideText {
  readonly id: string
  readonly title: string
  readonly text: string
  /** Who it is for, or how it stands; `godel@example.com`, `in progress`. */
  readonly about: string
  readonly at: number
  readonly isBad: boolean
}

export interface ProductionView {
  readonly environments: readonly EnvironmentView[]
  readonly charts: readonly ChartView[]
  /** Versions that run, and whether somebody broke them. */
  readonly versions: readonly { readonly version: string; readonly isBroken: boolean }[]
  readonly statusPage: readonly OutsideText[]
  readonly mails: readonly OutsideText[]
  readonly forum: readonly OutsideText[]
}
