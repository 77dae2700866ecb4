import {
  type Line,
  listLines,
  parseChannel,
  parseLineName,
  splitVersion,
  type Tag,
  toLine,
} from '../lines.ts'
import { PRERELEASE_CHANNELS, type PrereleaseChannel } from '../process/schedule.ts'
import { addVersionPrefix, stripVersionPrefix } from '../version-form.ts'
import { compareNumbers, parseVersion } from '../version-number.ts'
import { formatTagName, parseTagVersion } from './tag-names.ts'
import {
  acceptVersion,
  chooseLine,
  getNextSmallPatch,
  getNextVersion,
  listNextVersions,
  refuseVersion,
  type VersionCheck,
  type VersionOptions,
} from './versions.ts'

type Refused = Extract<VersionCheck, { kind: 'refused' }>

/**
 * Version Numbering: only the next patch of a line, or the next alpha, beta or rc of it, may be cut.
 * Everything else is refused with what would be right. The version is written as in the process document, `v2.0.1`,
 * or as its tag will be named.
 */
export function checkVersion(requested: string, tags: readonly Tag[], options: VersionOptions): VersionCheck {
  const version = readVersion(requested, tags, options)
  if (version === null) return refuseMisspelt(requested, tags, options)

  const lines = listLines(tags, options)
  const depth = lines.at(-1)?.depth
  const wanted = toLine(version, depth)
  if (options.line != null && parseLineName(options.line, depth) !== wanted)
    return refuseOtherLine(version, { wanted, line: parseLineName(options.line, depth) })

  const existing = tags.find(({ name }) => name === formatTagName(options.tagPattern, version))
  if (existing) return exists(existing, tags, options)

  if (lines.length > 0 && !lines.some(({ name }) => name === wanted)) return refuseNewLine(version, lines)

  const chosen = chooseLine(tags, { ...options, line: wanted })
  if (chosen.kind === 'refused') return chosen

  return (
    refuseWrongPatch(version, chosen.line) ??
    refuseWrongPrerelease(version, chosen.line) ??
    acceptVersion(version, chosen.line)
  )
}

/** As in the process document, `v2.0.1`, or as the tag will be named. A line alone is no version. */
function readVersion(requested: string, tags: readonly Tag[], options: VersionOptions): string | null {
  const version = parseTagVersion(requested, 'v{version}') ?? parseTagVersion(requested, options.tagPattern)
  const depth = listLines(tags, options).at(-1)?.depth ?? 3
  return version !== null && splitVersion(version).length >= depth ? version : null
}

function refuseMisspelt(requested: string, tags: readonly Tag[], options: VersionOptions): Refused {
  const asked = requested.slice(0, 60)
  const bare = stripVersionPrefix(requested.trim())
  const suggest = (nearTo: string) => suggestVersions(nearTo, tags, options)
  if (bare.includes('+'))
    return refuseVersion('usage', { code: 'has-build-metadata', asked, next: suggest(bare) })
  if (/^\d+\.\d+$/.test(bare))
    return refuseVersion('usage', { code: 'is-line', asked, next: suggest(`${bare}.1`) })
  if (/^\d+\.\d+\.\d+(-|$)/.test(bare) && /(^|[.-])0\d/.test(bare))
    return refuseVersion('usage', { code: 'has-leading-zero', asked, next: suggest(bare) })
  if (parseVersion(bare) !== null)
    return refuseVersion('usage', { code: 'other-spelling', asked, right: addVersionPrefix(bare) })

  return refuseVersion('usage', { code: 'not-a-version', asked, next: suggest('') })
}

/** What would be right, as near to what was asked as can be told. */
function suggestVersions(bare: string, tags: readonly Tag[], options: VersionOptions): string[] {
  const lines = listLines(tags, options)
  const line = lines.find(({ name }) => bare.startsWith(`${name}.`)) ?? lines.at(-1)
  return line ? listNextVersions(line) : []
}

function refuseOtherLine(version: string, { wanted, line }: { wanted: string; line: string }): Refused {
  return refuseVersion('usage', { code: 'other-line', version, belongsTo: wanted, line })
}

function exists(tag: Tag, tags: readonly Tag[], options: VersionOptions): Refused {
  return refuseVersion('rule', {
    code: 'version-exists',
    tag: tag.name,
    commit: tag.commit,
    next: suggestVersions(parseTagVersion(tag.name, options.tagPattern) ?? '', tags, options),
  })
}

function refuseNewLine(version: string, lines: readonly Line[]): Refused {
  const depth = lines.at(-1)?.depth ?? 3
  const [major = '', ...numbers] = splitVersion(version)
  const near = lines.findLast(({ name }) => name.split('.')[0] === major) ?? lines.at(-1)
  const next = near ? listNextVersions(near) : []
  const line = toLine(version, depth)
  if (Number(numbers[depth - 2] ?? 0) !== 0)
    return refuseVersion('rule', { code: 'line-not-open', version, line, next })

  const release = numbers.some((number) => Number(number) !== 0) ? 'minor' : 'major'
  return refuseVersion('rule', { code: 'opens-line', version, line, release, next })
}

function refuseWrongPatch(version: string, line: Line): Refused | null {
  const { depth, last: newest } = line
  const [asked, last] = [splitVersion(version), splitVersion(newest.version)]
  const getPatch = (parts: readonly string[]) => Number(parts[depth - 1] ?? 0)
  if (asked.length > depth) return refuseWrongSmallPatch(version, line)
  if (getPatch(asked) === getPatch(last) + 1) return null

  const about = { version, next: listNextVersions(line) }
  const where = { line: line.name, base: newest.name }
  if (getPatch(asked) > getPatch(last) + 1)
    return refuseVersion('rule', { code: 'skips-version', ...about, ...where, right: getNextVersion(line) })
  const released = line.stable.some((tag) => compareNumbers(splitVersion(tag.version), asked) === 0)
  if (parseChannel(version) && released)
    return refuseVersion('rule', { code: 'prerelease-of-released', ...about, stable: asked.join('.') })

  return refuseVersion('rule', { code: 'behind-base', ...about, ...where })
}

/** A fourth part patches a version without what came to the line since; it goes on where a line has one already. */
function refuseWrongSmallPatch(version: string, line: Line): Refused | null {
  const right = getNextSmallPatch(line)
  if (right === version) return null
  const about = { version, base: line.last.name, next: listNextVersions(line) }
  return right === null
    ? refuseVersion('rule', { code: 'too-many-parts', ...about, line: line.name })
    : refuseVersion('rule', { code: 'wrong-fourth-part', ...about, right })
}

function refuseWrongPrerelease(version: string, line: Line): Refused | null {
  const asked = parseChannel(version)
  if (!asked) return null

  const next = listNextVersions(line)
  if (asked.channel === 'other') return refuseVersion('rule', { code: 'unknown-prerelease', version, next })

  const { channel } = asked
  const right = getNextVersion(line, channel)
  if (right === version) return null
  if (right !== null)
    return refuseVersion('rule', { code: 'wrong-prerelease', version, channel, right, next })

  const reached = findLaterPrerelease(line, channel)
  return refuseVersion('rule', { code: 'prerelease-too-late', version, line: line.name, reached, next })
}

/** The last prerelease that a later channel has. */
function findLaterPrerelease(line: Line, channel: PrereleaseChannel): string | null {
  const later: readonly string[] = PRERELEASE_CHANNELS.slice(PRERELEASE_CHANNELS.indexOf(channel) + 1)
  const found = line.prereleases.findLast(
    ({ version }) =>
      version.startsWith(`${getNextVersion(line)}-`) && later.includes(parseChannel(version)?.channel ?? ''),
  )
  return found?.name ?? null
}
