import type { PrereleaseChannel } from '../process/schedule.ts'
import type { RefusalKind } from '../refusal.ts'

/** `next` is what may be cut instead, without `v`; nothing where the repository has no line yet. */
interface Choice {
  readonly next: readonly string[]
}
interface Asked extends Choice {
  /** As it was written. */
  readonly asked: string
}
interface Wrong extends Choice {
  readonly version: string
}
/** A tag, by the pattern that would read no other spelling. */
interface Twin {
  readonly name: string
  readonly commit: string
  readonly pattern: string
}

/** Why a version can't be cut, or a line can't be worked on (Version Numbering). */
interface VersionRefusals {
  readonly 'no-tags': object
  readonly 'no-stable-tag': {
    readonly names: readonly string[]
    readonly tagPattern: string
    /** A pattern that would fit. */
    readonly proposal: string | null
  }
  readonly 'unknown-line': { readonly line: string; readonly known: readonly string[] }
  readonly 'tagged-twice': {
    readonly line: string
    readonly version: string
    readonly twins: readonly [Twin, Twin]
  }
  readonly 'later-channel': Choice & { readonly base: string; readonly channel: PrereleaseChannel | 'stable' }
  readonly 'has-build-metadata': Asked
  readonly 'is-line': Asked
  readonly 'has-leading-zero': Asked
  readonly 'other-spelling': { readonly asked: string; readonly right: string }
  readonly 'not-a-version': Asked
  readonly 'other-line': { readonly version: string; readonly belongsTo: string; readonly line: string }
  readonly 'version-exists': Choice & { readonly tag: string; readonly commit: string }
  readonly 'line-not-open': Wrong & { readonly line: string }
  readonly 'opens-line': Wrong & { readonly line: string; readonly release: 'minor' | 'major' }
  readonly 'skips-version': Wrong & {
    readonly right: string | null
    readonly line: string
    readonly base: string
  }
  readonly 'prerelease-of-released': Wrong & { readonly stable: string }
  readonly 'behind-base': Wrong & { readonly line: string; readonly base: string }
  readonly 'too-many-parts': Wrong & { readonly line: string; readonly base: string }
  readonly 'wrong-fourth-part': Wrong & { readonly base: string; readonly right: string }
  readonly 'unknown-prerelease': Wrong
  /** `reached` is the last prerelease of a later channel. */
  readonly 'prerelease-too-late': Wrong & { readonly line: string; readonly reached: string | null }
  readonly 'wrong-prerelease': Wrong & { readonly channel: PrereleaseChannel; readonly right: string }
}

export type VersionRefusalCode = keyof VersionRefusals
/** A code with its data. */
export type VersionReason = {
  [C in VersionRefusalCode]: { readonly code: C } & VersionRefusals[C]
}[VersionRefusalCode]
/** A no about versions. The words are in `src/messages/refusals`. */
export type VersionRefusal = {
  [C in VersionRefusalCode]: { readonly kind: RefusalKind; readonly code: C } & VersionRefusals[C]
}[VersionRefusalCode]
