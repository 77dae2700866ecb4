import type { CloserSetting } from './learn-policy.ts'

/** A value as a config says it. */
export type ConfigValue =
  | string
  | number
  | boolean
  | null
  | readonly ConfigValue[]
  | { readonly [key: string]: ConfigValue }

/** Why a setting is proposed, as data. */
export type SettingReason =
  | { readonly kind: 'tags'; readonly count: number }
  | { readonly kind: 'line-branches'; readonly branches: readonly string[] }
  | { readonly kind: 'tags-on-main'; readonly line: string; readonly tag: string }
  | { readonly kind: 'branch-in-the-way'; readonly branch: string }
  | { readonly kind: 'backport-labels'; readonly labels: readonly string[]; readonly file: string }
  | { readonly kind: 'bumped-before'; readonly from: string; readonly to: string; readonly files: number }
  | { readonly kind: 'named-as-version-files'; readonly version: string; readonly files: number }
  | { readonly kind: 'no-version-files'; readonly version: string }
  | { readonly kind: 'left-before'; readonly version: string; readonly files: number }
  | { readonly kind: 'test-workflows'; readonly files: readonly string[] }
  | { readonly kind: 'no-test-workflows' }
  | {
      readonly kind: 'release-workflow'
      readonly file: string
      readonly starts: 'tag' | 'dispatch' | 'release'
    }
  | { readonly kind: 'artifacts'; readonly file: string }
  | { readonly kind: 'no-artifacts' }
  | { readonly kind: 'changelog'; readonly path: string }
  | { readonly kind: 'owners'; readonly file: string }
  | ({ readonly kind: 'learned'; readonly releases: number } & Pick<CloserSetting, 'before' | 'after'>)

/** One setting of the proposed config. */
export interface ProposedSetting {
  readonly path: readonly string[]
  readonly value: ConfigValue
  readonly reason: SettingReason
}

/** What a release will need and isn't there yet, as data. */
export type MissingNeed =
  | { readonly kind: 'release-workflow' }
  | { readonly kind: 'release-starts-on-release'; readonly file: string }
  | { readonly kind: 'tests' }
  | { readonly kind: 'tests-off-release-branch'; readonly file: string; readonly branch: string }
  | { readonly kind: 'owners' }
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  | { readonly kind: 'version-unclear'; readonly path: string; readonly why: string }
  | { readonly kind: 'no-release-yet' }
  | { readonly kind: 'security-policy' }

/** What was found of a repository, for people to look at. */
export interface Finding {
  readonly kind: 'tags' | 'lines' | 'tests' | 'release' | 'changelog' | 'owners' | 'labels' | 'version files'
  readonly found: readonly string[]
}

/** What is proposed for a repository that nobody has configured. */
export interface ConfigProposal {
  readonly findings: readonly Finding[]
  readonly settings: readonly ProposedSetting[]
  readonly missing: readonly MissingNeed[]
}
