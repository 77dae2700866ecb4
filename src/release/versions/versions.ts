import {
  type Line,
  listLines,
  parseChannel,
  parseLineName,
  splitVersion,
  type Tag,
  type TagSpelling,
  type VersionTag,
} from '../lines.ts'
import { PRERELEASE_CHANNELS, type PrereleaseChannel } from '../process/schedule.ts'
import type { RefusalKind } from '../refusal.ts'
import { addVersionPrefix, stripVersionPrefix } from '../version-form.ts'
import { compareVersionNumbers } from '../version-number.ts'
import type { VersionReason, VersionRefusal } from './refusals.ts'
import { formatTagName, inferTagPattern } from './tag-names.ts'

export interface VersionOptions extends TagSpelling {
  /** The line that was asked for, `2.0`; without it the highest one. */
  readonly line?: string | null
}

/** What may be cut, and from where. */
export interface AcceptedVersion {
  readonly kind: 'accepted'
  /** With its `v`, as in Version Numbering: `v2.0.1`. */
  readonly version: string
  /** The name of the tag to be made, by the policy's pattern. */
  readonly tag: string
  readonly line: string
  readonly base: Line['base']
  /** Tags after the base that were rolled back, lowest first: what they brought is to be picked again. */
  readonly passedOver: readonly VersionTag[]
}

export type VersionCheck = AcceptedVersion | { readonly kind: 'refused'; readonly refusal: VersionRefusal }

/** A yes with what was found, or a no that a person can act on. */
type LineChoice = { readonly kind: 'found'; readonly line: Line } | RefusedCheck
type RefusedCheck = Extract<VersionCheck, { kind: 'refused' }>

/**
 * The line to work on: the named one, or the highest. Refused where there is none, and where its last version is
 * tagged twice, on two commits, since nobody can tell which of them was released.
 */
export function chooseLine(tags: readonly Tag[], options: VersionOptions): LineChoice {
  const lines = listLines(tags, options)
  const last = lines.at(-1)
  if (!last)
    return refuseTags(
      tags.map(({ name }) => name),
      options,
    )

  const wanted = options.line == null ? last.name : parseLineName(options.line, last.depth)
  const line = lines.find(({ name }) => name === wanted)
  if (!line) return refuseUnknownLine(wanted, lines)

  return line.double ? taggedTwice(line, line.double) : { kind: 'found', line }
}

/** The next version of a line, without prefix: its next patch, or the next prerelease of that; null once a later channel began. */
export function getNextVersion(line: Line, channel: PrereleaseChannel | 'stable' = 'stable'): string | null {
  const patch = getNextPatch(line)
  if (channel === 'stable') return patch

  const reached = listPrereleases(line, patch)
  const later = PRERELEASE_CHANNELS.slice(PRERELEASE_CHANNELS.indexOf(channel) + 1)
  if (reached.some((one) => later.includes(one.channel))) return null

  const counters = reached.filter((one) => one.channel === channel).map(({ counter }) => counter)
  return `${patch}-${channel}.${Math.max(0, ...counters) + 1}`
}

/** Everything that may be cut on a line now, the stable version first, then what patches its last version alone. */
export function listNextVersions(line: Line): string[] {
  const regular = (['stable', ...PRERELEASE_CHANNELS] as const).flatMap(
    (channel) => getNextVersion(line, channel) ?? [],
  )
  const [stable = '', ...prereleases] = regular
  const small = getNextSmallPatch(line)
  return small === null ? regular : [stable, small, ...prereleases]
}

/** The next fourth part, where the line has one already: `8.1.3.2` after `8.1.3.1`. */
export function getNextSmallPatch({ last, depth }: Line): string | null {
  const parts = splitVersion(last.version)
  return parts.length > depth ? `${parts.slice(0, depth).join('.')}.${Number(parts[depth]) + 1}` : null
}

/** Which of two versions is lower, by semver's order; both may be written with their `v`. */
export function compareVersions(one: string, other: string): number {
  return compareVersionNumbers(stripVersionPrefix(one), stripVersionPrefix(other))
}

/** What would be cut when nobody names a version. */
export function checkNextRelease(
  tags: readonly Tag[],
  options: VersionOptions & { readonly channel?: PrereleaseChannel | 'stable' },
): VersionCheck {
  const chosen = chooseLine(tags, options)
  if (chosen.kind === 'refused') return chosen

  const { line } = chosen
  const channel = options.channel ?? 'stable'
  const version = getNextVersion(line, channel)
  if (version !== null) return acceptVersion(version, line)

  const next = listNextVersions(line)
  return refuseVersion('rule', { code: 'later-channel', base: line.base.name, channel, next })
}

/** Accepts what the caller has found to be next. */
export function acceptVersion(version: string, line: Line): AcceptedVersion {
  const tag = formatTagName(line.tagPattern, version)
  const { base, stable } = line
  return {
    kind: 'accepted',
    ...{ version: addVersionPrefix(version), tag, line: line.name, base },
    passedOver: stable.slice(stable.indexOf(base) + 1),
  }
}

/** Refuses a version, with what would be right. */
export function refuseVersion(kind: RefusalKind, reason: VersionReason): RefusedCheck {
  return { kind: 'refused', refusal: { kind, ...reason } }
}

function listPrereleases(line: Line, patch: string): { channel: PrereleaseChannel; counter: number }[] {
  return line.prereleases.flatMap(({ version }) => {
    const read = parseChannel(version)
    if (!read || read.channel === 'other' || !version.startsWith(`${patch}-`)) return []
    return [{ channel: read.channel, counter: read.counter }]
  })
}

/** CalVer keeps the width of its numbers: `2024.08.02` after `2024.08.01`. */
function getNextPatch({ name, last, depth }: Line): string {
  const patch = splitVersion(last.version)[depth - 1] ?? '0'
  const next = String(Number(patch) + 1)
  return `${name}.${patch.startsWith('0') && patch.length > 1 ? next.padStart(patch.length, '0') : next}`
}

/** The no to tags of which none is a stable version: what they are called, and by which pattern they were read. */
export function refuseTags(names: readonly string[], { tagPattern }: TagSpelling): RefusedCheck {
  if (names.length === 0) return refuseVersion('repository', { code: 'no-tags' })

  const fitting = names.map(inferTagPattern).findLast((pattern) => pattern !== null)
  const proposal = fitting === undefined || fitting === tagPattern ? null : fitting
  return refuseVersion('repository', { code: 'no-stable-tag', names, tagPattern, proposal })
}

function refuseUnknownLine(wanted: string, lines: readonly Line[]): RefusedCheck {
  return refuseVersion('rule', {
    code: 'unknown-line',
    line: wanted,
    known: lines.map(({ name }) => name),
  })
}

/** What is published stays: the policy says which spelling is a release, and no tag has to go. */
function taggedTwice(line: Line, other: Tag): RefusedCheck {
  const { base } = line
  return refuseVersion('repository', {
    code: 'tagged-twice',
    line: line.name,
    version: base.version,
    twins: [toTwin(base), toTwin(other)],
  })
}

function toTwin({ name, commit }: Pick<Tag, 'name' | 'commit'>) {
  return { name, commit, pattern: inferTagPattern(name) ?? '{version}' }
}
