import { compare, lt, parse } from 'semver'
import { PRERELEASE_CHANNELS, type PrereleaseChannel } from '../process/schedule.ts'
import type { Refusal, RefusalKind } from '../refusal.ts'
import { formatTagName, guessTagVersion, inferTagPattern, parseTagVersion } from './tag-names.ts'

/** A tag as git knows it. */
export interface Tag {
  /** Short name, without `refs/tags/`. */
  readonly name: string
  /** The commit that it points at in the end. */
  readonly commit: string
  /** In seconds since 1970. */
  readonly taggedAt: number
}

/** A tag that is a version by the policy's pattern. */
export interface VersionTag extends Tag {
  /** Without prefix: `2.0.1-rc.1`. */
  readonly version: string
}

/** A stable series, `2.0` for v2.0.x. It exists once its first stable version is tagged. */
export interface Line {
  readonly name: string
  /** The last stable tag. Every patch and every prerelease is made from it, rc.2 too: never from rc.1. */
  readonly base: VersionTag
  /** Lowest version first. */
  readonly stable: readonly VersionTag[]
  /** Lowest version first, whatever their channel. */
  readonly prereleases: readonly VersionTag[]
}

export interface VersionOptions {
  /** `v{version}`, from the policy. */
  readonly tagPattern: string
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
  readonly base: VersionTag
}

export type VersionCheck = AcceptedVersion | { readonly kind: 'refused'; readonly refusal: Refusal }

/** A yes with what was found, or a no that a person can act on. */
export type LineChoice = { readonly kind: 'found'; readonly line: Line } | RefusedCheck
type RefusedCheck = Extract<VersionCheck, { kind: 'refused' }>

/** Every line that has a stable version, lowest first. Tags that are no versions by the pattern are passed over. */
export function listLines(tags: readonly Tag[], { tagPattern }: Pick<VersionOptions, 'tagPattern'>): Line[] {
  const versions = tags.flatMap((tag): VersionTag[] => {
    const version = parseTagVersion(tag.name, tagPattern)
    return version === null ? [] : [{ ...tag, version }]
  })
  const ordered = versions.sort((a, b) => compare(a.version, b.version))
  return [...Map.groupBy(ordered, ({ version }) => toLine(version))].flatMap(([name, members]) => {
    const stable = members.filter(({ version }) => parseChannel(version) === null)
    const base = stable.at(-1)
    const prereleases = members.filter(({ version }) => parseChannel(version) !== null)
    return base ? [{ name, base, stable, prereleases }] : []
  })
}

/** The last stable tag of its line before a version, without prefix; null for the first of a line. */
export function findStableBefore(
  version: string,
  tags: readonly Tag[],
  options: Pick<VersionOptions, 'tagPattern'>,
): VersionTag | null {
  const line = listLines(tags, options).find(({ name }) => name === toLine(version))
  return line?.stable.findLast((tag) => lt(tag.version, version)) ?? null
}

/** The line of a version: `2.0` for 2.0.1. */
export function toLine(version: string): string {
  const read = parse(version)
  if (!read) throw new Error(`Not a version: ${version}`)

  return `${read.major}.${read.minor}`
}

/** `2.0` for `2.0`, `v2.0`, `2.0.x`, `v2.0.3`: what people write for a line. */
export function parseLineName(text: string): string {
  const found = /^v?(\d+\.\d+)(?:\.(?:x|\*|\d+))?$/i.exec(text.trim())
  return found?.[1] ?? text.trim()
}

/**
 * The line to work on: the named one, or the highest. Refused where there is none, and where two sets of tags
 * look like the same line, since nobody can tell which of them the line's last tag belongs to.
 */
export function chooseLine(tags: readonly Tag[], options: VersionOptions): LineChoice {
  const lines = listLines(tags, options)
  const last = lines.at(-1)
  if (!last) return refuseNoLines(tags, options)

  const wanted = options.line == null ? last.name : parseLineName(options.line)
  const line = lines.find(({ name }) => name === wanted)
  if (!line) return refuseUnknownLine(wanted, lines)

  return refuseLookAlikeTags(line, tags, options) ?? { kind: 'found', line }
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

/** Everything that may be cut on a line now, the stable version first. */
export function listNextVersions(line: Line): string[] {
  return (['stable', ...PRERELEASE_CHANNELS] as const).flatMap(
    (channel) => getNextVersion(line, channel) ?? [],
  )
}

/** Which of two versions is lower, by semver's order; both may be written with their `v`. */
export function compareVersions(one: string, other: string): number {
  return compare(one, other)
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
  if (version !== null) return acceptVersion(version, line, options)

  return refuseVersion(
    'rule',
    `${line.base.name} already has prereleases of a later channel than ${channel} for its next patch.`,
    `Cut ${formatVersionChoice(listNextVersions(line))}.`,
  )
}

/** Accepts what the caller has found to be next. */
export function acceptVersion(version: string, line: Line, { tagPattern }: VersionOptions): AcceptedVersion {
  const tag = formatTagName(tagPattern, version)
  return { kind: 'accepted', version: `v${version}`, tag, line: line.name, base: line.base }
}

/** A no about versions, with what would be right. */
export function refuseVersion(kind: RefusalKind, what: string, next: string): RefusedCheck {
  return { kind: 'refused', refusal: { kind, what, next } }
}

/** `v2.0.1`, `v2.0.1-rc.1` or `v2.0.1-rc.2`, each in backquotes. */
export function formatVersionChoice(versions: readonly string[]): string {
  const quoted = versions.map((version) => `\`v${version}\``)
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(quoted)
}

/** The channel of a version and its number in it; null for stable versions; `other` for what the process does not know. */
export function parseChannel(
  version: string,
): { channel: PrereleaseChannel | 'other'; counter: number } | null {
  const [name, counter, ...more] = parse(version)?.prerelease ?? []
  if (name === undefined) return null

  const channel = PRERELEASE_CHANNELS.find((known) => known === name)
  const known = channel && typeof counter === 'number' && counter > 0 && more.length === 0
  return known ? { channel, counter } : { channel: 'other', counter: 0 }
}

function listPrereleases(line: Line, patch: string): { channel: PrereleaseChannel; counter: number }[] {
  return line.prereleases.flatMap(({ version }) => {
    const read = parseChannel(version)
    if (!read || read.channel === 'other' || !version.startsWith(`${patch}-`)) return []
    return [{ channel: read.channel, counter: read.counter }]
  })
}

function getNextPatch(line: Line): string {
  return `${line.name}.${(parse(line.base.version)?.patch ?? 0) + 1}`
}

function refuseNoLines(tags: readonly Tag[], { tagPattern }: VersionOptions): RefusedCheck {
  if (tags.length === 0)
    return refuseVersion(
      'repository',
      'The repository has no tags, so there is no stable version to patch.',
      'Fetch the tags (`git fetch --tags`), or tag the first stable version, `git tag -s v1.0.0`.',
    )

  const proposal = tags.map(({ name }) => inferTagPattern(name)).findLast((pattern) => pattern !== null)
  const what =
    tags.length === 1
      ? `The only tag, \`${tags[0]?.name}\`, is no stable version by the pattern \`${tagPattern}\`.`
      : `Not one of ${tags.length} tags is a stable version by the pattern \`${tagPattern}\`.`
  if (proposal === undefined || proposal === tagPattern)
    return refuseVersion(
      'repository',
      what,
      'Tag the first stable version, or fetch the tags (`git fetch --tags`).',
    )

  return refuseVersion(
    'repository',
    what,
    `Set \`tagPattern: '${proposal}'\` in .github/release-captain.yml.`,
  )
}

function refuseUnknownLine(wanted: string, lines: readonly Line[]): RefusedCheck {
  const names = lines.slice(-8).map(({ name }) => `\`${name}\``)
  const more = lines.length > names.length ? ` (the last ${names.length} of ${lines.length})` : ''
  return refuseVersion(
    'rule',
    `There is no line \`${wanted}\`: no stable version of it is tagged.`,
    `Choose one of the lines ${names.join(', ')}${more}.`,
  )
}

/** Tags beside the line's own that a reader takes for the same line. Older ones on the same commit do no harm. */
function refuseLookAlikeTags(
  line: Line,
  tags: readonly Tag[],
  { tagPattern }: VersionOptions,
): RefusedCheck | null {
  for (const tag of tags) {
    const version = guessTagVersion(tag.name, tagPattern)
    if (version === null || toLine(version) !== line.name) continue

    const same = [...line.stable, ...line.prereleases].find((own) => own.version === version)
    if (same ? same.commit === tag.commit : compare(version, line.base.version) < 0) continue

    return refuseTwoTags(line, same ?? line.base, tag)
  }
  return null
}

function refuseTwoTags(line: Line, own: Tag, other: Tag): RefusedCheck {
  return refuseVersion(
    'repository',
    `Two lines look like ${line.name}: \`${own.name}\` is commit ${own.commit.slice(0, 10)} and ` +
      `\`${other.name}\` is commit ${other.commit.slice(0, 10)}. It cannot be told which of them is to be patched.`,
    `Keep one spelling. Delete the tag that is no release of yours (\`git tag -d ${other.name}\`); if that is the ` +
      `right one, set \`tagPattern: '${inferTagPattern(other.name) ?? '{version}'}'\` in .github/release-captain.yml ` +
      `and delete \`${own.name}\`.`,
  )
}
