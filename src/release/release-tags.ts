import { listLines, parseChannel, splitVersion, type Tag, type VersionTag } from './lines.ts'
import { PROCESS } from './process.ts'
import { compareVersionNumbers } from './version-number.ts'
import { inferTagPattern, parseTagVersion, type SplitTagName, splitTagName } from './versions/tag-names.ts'

/** Why a tag is no release of the product that is planned. */
type PassedOverReason =
  /** `stable`, `nightly`: there is no version in it. */
  | { readonly kind: 'no-version' }
  /** Of another package or module of the repository: `api/v3.7.1`, `create-vite@9.1.2`. */
  | { readonly kind: 'other-family'; readonly family: string }
  /** The policy names tags otherwise. */
  | { readonly kind: 'other-spelling'; readonly tagPattern: string }
  /** A library's version, like v0.313.1, on the same commit as the product's. */
  | { readonly kind: 'second-name'; readonly of: string }
  /** Marks on main what the next line begins from: `zfs-2.4.99`. */
  | { readonly kind: 'development-mark'; readonly main: string }
  /** The line's own branch does not have it, and it does not follow from the line's last release. */
  | { readonly kind: 'off-the-line'; readonly branch: string }

export interface PassedOver {
  readonly tag: string
  readonly reason: PassedOverReason
}

/** The tags of a repository that are releases, and those that are not, each with its reason. */
export interface ReleaseTags<T extends Tag> {
  readonly tagPattern: string
  readonly releases: readonly T[]
  readonly passedOver: readonly PassedOver[]
}

/** What the tags of a repository are read by. */
interface TagReading {
  /** The policy's; null where the repository's own tags tell. */
  readonly stated: string | null
  /** The repository's name: a product may be tagged under it (`zfs-2.4.3`). */
  readonly product: string
}

/** Sorts the tags of a repository into releases of the product and others. */
export function readReleaseTags<T extends Tag>(tags: readonly T[], reading: TagReading): ReleaseTags<T> {
  const { stated } = reading
  if (stated !== null) return sorted(tags, stated, ({ name }) => whyNotStated(name, stated))
  const families = familiesOf(tags)
  const family = productFamily(families, reading.product)
  const tagPattern = family === null ? PROCESS.tag.pattern.value : spellingOf(family)
  return sorted(tags, tagPattern, ({ name }) => whyNotOf(name, family?.name ?? ''))
}

function sorted<T extends Tag>(
  tags: readonly T[],
  tagPattern: string,
  why: (tag: T) => PassedOverReason | null,
): ReleaseTags<T> {
  const named = tags.map((tag) => ({ tag, reason: why(tag) }))
  const firstNames = findFirstNames(named.flatMap(({ tag, reason }) => (reason === null ? [tag] : [])))
  const reasons = named.map(({ tag, reason }) => {
    const of = firstNames.get(tag.name)
    return { tag, reason: of === undefined ? reason : ({ kind: 'second-name', of } as const) }
  })
  return {
    tagPattern,
    releases: reasons.flatMap(({ tag, reason }) => (reason === null ? [tag] : [])),
    passedOver: reasons.flatMap(({ tag, reason }) => (reason === null ? [] : [{ tag: tag.name, reason }])),
  }
}

/** How often a commit bears both versions until that is a habit: once is the day on which 0.9 became 1.0. */
const HABIT = 2

/**
 * Finds the versions of a library beside those of the product, on the same commits: v0.313.1 and v3.13.1.
 *
 * @returns by the name of each such tag, that of the product's
 */
function findFirstNames(tags: readonly Tag[]): ReadonlyMap<string, string> {
  const read = tags.flatMap((tag) => {
    const version = splitTagName(tag.name)?.version
    return version === undefined ? [] : [{ ...tag, version, isZero: splitVersion(version)[0] === '0' }]
  })
  const shared = [...Map.groupBy(read, ({ commit }) => commit).values()].flatMap((some) => {
    const first = some
      .filter(({ isZero }) => !isZero)
      .toSorted((a, b) => compareVersionNumbers(a.version, b.version))
      .at(-1)
    const others = some.filter(({ isZero }) => isZero)
    return first && others.length > 0 ? [others.map(({ name }) => [name, first.name] as const)] : []
  })
  return new Map(shared.length < HABIT ? [] : shared.flat())
}

function whyNotStated(name: string, tagPattern: string): PassedOverReason | null {
  if (parseTagVersion(name, tagPattern) !== null) return null
  return splitTagName(name) === null ? { kind: 'no-version' } : { kind: 'other-spelling', tagPattern }
}

function whyNotOf(name: string, family: string): PassedOverReason | null {
  const split = splitTagName(name)
  if (split === null) return { kind: 'no-version' }
  return split.family === family ? null : { kind: 'other-family', family: split.before }
}

/** Tags that name the same thing: the product, a package of it, a module. */
interface Family {
  readonly name: string
  /** Its stable versions. */
  readonly members: readonly (Tag & { readonly split: SplitTagName })[]
  readonly highest: string
  readonly latest: number
  /** `api/` names a module in a folder, `create-vite@` a package: neither is the product itself. */
  readonly isPart: boolean
}

function familiesOf(tags: readonly Tag[]): Family[] {
  const read = tags.flatMap((tag) => {
    const split = splitTagName(tag.name)
    return split && parseChannel(split.version) === null ? [{ ...tag, split }] : []
  })
  return [...Map.groupBy(read, ({ split }) => split.family)].map(([name, members]) => ({
    name,
    members,
    highest:
      members
        .map(({ split }) => split.version)
        .toSorted(compareVersionNumbers)
        .at(-1) ?? '',
    latest: Math.max(...members.map(({ taggedAt }) => taggedAt)),
    isPart: name !== '' && members.every(({ split }) => /[/@]/.test(split.before)),
  }))
}

const MONTH = 30 * 24 * 3600

/**
 * The family of the product: tags that name nothing but a version, else those under the product's own name, else the
 * most numerous. Where a project gave up plain tags for `docker-v29.0.0`, the ones that go on count.
 */
function productFamily(families: readonly Family[], product: string): Family | null {
  const plain = families.find(({ name }) => name === '')
  const wholes = families.filter(({ name, isPart }) => name !== '' && !isPart)
  if (plain) return wholes.find((other) => goesOn(plain, other)) ?? plain
  const named = families.find(({ name }) => name === product.toLowerCase())
  const [most] = (wholes.length > 0 ? wholes : families).toSorted(
    (a, b) => b.members.length - a.members.length || b.latest - a.latest,
  )
  return named ?? most ?? null
}

function goesOn(plain: Family, other: Family): boolean {
  const major = (version: string) => Number(splitVersion(version)[0] ?? 0)
  const follows = compareVersionNumbers(other.highest, plain.highest) > 0
  return follows && major(other.highest) <= major(plain.highest) + 2 && other.latest > plain.latest + MONTH
}

/** Of so many last tags the spelling is told. */
const RECENT = 40

function spellingOf({ members }: Family): string {
  const recent = members.toSorted((a, b) => a.taggedAt - b.taggedAt).slice(-RECENT)
  const patterns = Map.groupBy(recent, ({ name, split }) => inferTagPattern(name) ?? withMetadata(split))
  const [most] = [...patterns].toSorted(([, a], [, b]) => b.length - a.length)
  return most?.[0] ?? PROCESS.tag.pattern.value
}

function withMetadata({ before, after }: SplitTagName): string {
  return `${before}{version}${after}`
}

/** So far ahead of the last one no patch is numbered. */
const LEAP = 10
const LATE_BEGIN = 50

/** A tag whose number no patch would have, with the tags of its line that it would have to follow. */
export interface SuspectedMark {
  readonly mark: VersionTag
  /** Of the same line and lower; empty where the line has nothing else. */
  readonly others: readonly VersionTag[]
}

/** Tags that may only mark development on main: `2.4.99` beside `2.4.3`. Ancestry tells whether they do. */
export function findSuspectedMarks(tags: readonly Tag[], tagPattern: string): SuspectedMark[] {
  return listLines(tags, { tagPattern }).flatMap((line) => {
    const numberOf = ({ version }: VersionTag) => Number(splitVersion(version)[line.depth - 1] ?? 0)
    return line.stable.flatMap((mark, index): SuspectedMark[] => {
      const others = [...line.prereleases, ...line.stable.slice(0, index)]
      const last = Math.max(...others.map(numberOf))
      const leaps = others.length > 0 ? numberOf(mark) >= last + LEAP : numberOf(mark) >= LATE_BEGIN
      return leaps ? [{ mark, others }] : []
    })
  })
}
