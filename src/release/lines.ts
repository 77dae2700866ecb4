import { PRERELEASE_CHANNELS, type PrereleaseChannel } from './process/schedule.ts'
import { compareVersionNumbers, parseVersion, toVersionKey } from './version-number.ts'
import { guessTagVersion, inferTagPattern, parseTagVersion } from './versions/tag-names.ts'

/** A tag as git knows it. */
export interface Tag {
  /** Short name, without `refs/tags/`. */
  readonly name: string
  /** The commit that it points at in the end. */
  readonly commit: string
  /** In seconds since 1970. */
  readonly taggedAt: number
  /** Production went back from it: no release starts from it. */
  readonly isRolledBack?: true
}

/** A tag that is a version by the policy's pattern. */
export interface VersionTag extends Tag {
  /** Without prefix: `2.0.1-rc.1`. */
  readonly version: string
}

/** A stable series, `2.0` for v2.0.x. It exists once its first stable version is tagged. */
export interface Line {
  readonly name: string
  /**
   * The last stable tag that wasn't rolled back. Every patch and every prerelease is made from it, rc.2 too: never from
   * rc.1. Where all were rolled back, the last one.
   */
  readonly base: VersionTag
  /** The last stable tag, rolled back or not: its number is used, so that the next version follows it. */
  readonly last: VersionTag
  /** Lowest version first. */
  readonly stable: readonly VersionTag[]
  /** Lowest version first, whatever their channel. */
  readonly prereleases: readonly VersionTag[]
  /** How many numbers a patch release has in this repository: 3 for `2.0.1`, 2 for `16.3`. */
  readonly depth: number
  /** How the next tag of the line is spelled: as its last ones, where they agree on another spelling than the pattern. */
  readonly tagPattern: string
  /** Another tag that a reader takes for the last version, on another commit; null where there is none. */
  readonly double: Tag | null
}

/** Marks the tags that were rolled back, by their names. */
export function applyRollbacks<T extends Tag>(tags: readonly T[], rolledBack: readonly string[]): T[] {
  return tags.map((tag) => (rolledBack.includes(tag.name) ? { ...tag, isRolledBack: true } : tag))
}

/** How tags are read. */
export interface TagSpelling {
  /** `v{version}`, from the policy. */
  readonly tagPattern: string
}

/** MAJOR.MINOR.PATCH, as the process document numbers versions. */
const DEPTH = 3
/** Of so many last versions it is told how many numbers a version has. */
const RECENT = 60

/** Every line that has a stable version, lowest first. Tags that are no versions by the pattern are passed over. */
export function listLines(tags: readonly Tag[], { tagPattern }: TagSpelling): Line[] {
  const read = readVersions(tags, tagPattern)
  const isOwn = ({ name }: Tag) => Number(parseTagVersion(name, tagPattern) !== null)
  const ordered = read.sort(
    (a, b) =>
      compareVersionNumbers(a.version, b.version) || isOwn(a) - isOwn(b) || compareTexts(b.name, a.name),
  )
  const depth = measureDepth(ordered)
  const versions = dropPointers(ordered, depth)
  const equals = groupEqual(tags, tagPattern)
  return [...Map.groupBy(versions, ({ version }) => toLine(version, depth))].flatMap(([name, members]) => {
    const stable = members.filter(({ version }) => parseChannel(version) === null)
    const prereleases = members.filter(({ version }) => parseChannel(version) !== null)
    const last = stable.at(-1)
    if (!last) return []
    const base = stable.findLast(({ isRolledBack }) => isRolledBack !== true) ?? last
    const spelling = detectSpelling(stable, tagPattern)
    return [
      {
        name,
        base,
        last,
        stable,
        prereleases,
        depth,
        tagPattern: spelling,
        double: findDouble(base, equals),
      },
    ]
  })
}

function readVersions(tags: readonly Tag[], tagPattern: string): VersionTag[] {
  return tags.flatMap((tag): VersionTag[] => {
    const version = parseTagVersion(tag.name, tagPattern) ?? findAlias(tag.name, tagPattern)
    return version === null ? [] : [{ ...tag, version }]
  })
}

/** A tag with more or fewer numbers than a version of its repository, and what becomes of it. */
export interface OddTag {
  readonly tag: string
  /** The line that its numbers name. */
  readonly line: string
  /** `pointer`: no release (`v2`, `v2.0`); `first`: the first of its line; `small-patch`: a release of it (`v2.0.0.1`). */
  readonly counts: 'pointer' | 'first' | 'small-patch'
}

/** Finds the tags that have more or fewer numbers than the versions of their repository. */
export function findOddTags(tags: readonly Tag[], { tagPattern }: TagSpelling): readonly OddTag[] {
  const read = readVersions(tags, tagPattern)
  const depth = measureDepth(read)
  const kept = new Set(dropPointers(read, depth).map(({ name }) => name))
  return read.flatMap(({ name, version }): OddTag[] => {
    const { length } = splitVersion(version)
    if (length === depth || parseChannel(version) !== null) return []
    const found = { tag: name, line: toLine(version, depth) }
    if (!kept.has(name)) return [{ ...found, counts: 'pointer' }]
    return [{ ...found, counts: length < depth ? 'first' : 'small-patch' }]
  })
}

/** Another spelling of the same family is a release as well: `v7.4.3` among 223 tags without a `v`. */
function findAlias(name: string, tagPattern: string): string | null {
  return name.includes('+') ? null : guessTagVersion(name, tagPattern)
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** How many numbers the versions of a repository have, by its last stable ones. */
function measureDepth(ordered: readonly VersionTag[]): number {
  const stable = ordered.filter(({ version }) => parseChannel(version) === null)
  const recent = stable.toSorted((a, b) => a.taggedAt - b.taggedAt).slice(-RECENT)
  const shares = [1, 2, 3, 4].map(
    (length) => recent.filter(({ version }) => splitVersion(version).length >= length).length / recent.length,
  )
  const [, two = 0, three = 0, four = 0] = shares
  if (recent.length === 0 || (three >= 0.1 && four < 0.6)) return DEPTH
  if (four >= 0.6) return 4
  return two > 0 ? 2 : DEPTH
}

/** `v2` and `v2.0` beside `v2.0.0` move with the releases; without it, `4.2` is the first of its line. */
function dropPointers(ordered: readonly VersionTag[], depth: number): VersionTag[] {
  const first = new Set(ordered.flatMap(({ version }) => takeFirst(version, depth)))
  return ordered.filter(({ version }) => {
    const { length } = splitVersion(version)
    return length >= depth || (length === depth - 1 && !first.has(toLine(version, depth)))
  })
}

function takeFirst(version: string, depth: number): string[] {
  const parts = splitVersion(version)
  return parts.length >= depth && Number(parts[depth - 1]) === 0 ? [toLine(version, depth)] : []
}

/** A line goes on as it was begun: its own spelling is that of all its stable tags, where they agree. */
function detectSpelling(stable: readonly VersionTag[], tagPattern: string): string {
  if (stable.some(({ name }) => parseTagVersion(name, tagPattern) !== null)) return tagPattern
  return inferTagPattern(stable.at(-1)?.name ?? '') ?? tagPattern
}

/** Tags by what a reader takes for their version; one look at each, as there may be thousands. */
function groupEqual(tags: readonly Tag[], tagPattern: string): ReadonlyMap<string, readonly Tag[]> {
  return Map.groupBy(tags, ({ name }) => {
    const version = parseTagVersion(name, tagPattern) ?? guessTagVersion(name, tagPattern)
    return version === null ? '' : toVersionKey(version)
  })
}

function findDouble(base: VersionTag, equals: ReadonlyMap<string, readonly Tag[]>): Tag | null {
  const same = equals.get(toVersionKey(base.version)) ?? []
  return same.find(({ name, commit }) => name !== base.name && commit !== base.commit) ?? null
}

/** The line of a version: `2.0` for 2.0.1. */
export function toLine(version: string, depth: number = DEPTH): string {
  const parts = splitVersion(version)
  if (parts.length === 0) throw new Error(`Not a version: ${version}`)
  const own = parts.slice(0, depth - 1)
  return [...own, ...Array.from({ length: depth - 1 - own.length }, () => '0')].join('.')
}

/** `2.0` for `2.0`, `v2.0`, `2.0.x`, `zfs-2.0`, `v2.0.3`: what people write for a line. */
export function parseLineName(text: string, depth: number = DEPTH): string {
  const found = /^(?:.*[^0-9.])?(\d+(?:\.\d+){0,3})(?:\.(?:x|\*))?$/i.exec(text.trim())?.[1]
  if (found === undefined) return text.trim()
  return found
    .split('.')
    .slice(0, depth - 1)
    .join('.')
}

/** The numbers of a version; none where it is no version. */
export function splitVersion(version: string): readonly string[] {
  return parseVersion(version)?.parts ?? []
}

/** The channel of a version and its number in it; null for stable versions; `other` for what the process does not know. */
export function parseChannel(
  version: string,
): { channel: PrereleaseChannel | 'other'; counter: number } | null {
  const read = parseVersion(version)
  if (!read || read.prerelease.length === 0) return null

  const found = /-(alpha|beta|rc)\.([1-9]\d{0,8})$/.exec(version)
  const channel = PRERELEASE_CHANNELS.find((known) => known === found?.[1])
  const isKnown = channel && read.prerelease.length === 2
  return isKnown ? { channel, counter: Number(found?.[2]) } : { channel: 'other', counter: 0 }
}

/** The last stable tag of its line before a version, without prefix; null for the first of a line. */
export function findStableBefore(
  version: string,
  tags: readonly Tag[],
  spelling: TagSpelling,
): VersionTag | null {
  const line = listLines(tags, spelling).find(({ name, depth }) => name === toLine(version, depth))
  return line?.stable.findLast((tag) => compareVersionNumbers(tag.version, version) < 0) ?? null
}
