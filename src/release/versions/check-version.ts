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
import { compareNumbers, parseVersion } from '../version-number.ts'
import { formatTagName, parseTagVersion } from './tag-names.ts'
import {
  acceptVersion,
  chooseLine,
  formatVersionChoice,
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
  const shown = `\`${requested.slice(0, 60)}\``
  const bare = requested.trim().replace(/^v/i, '')
  if (bare.includes('+'))
    return refuseVersion(
      'usage',
      `${shown} has build metadata, which a release never has.`,
      suggestVersion(bare, tags, options),
    )
  if (/^\d+\.\d+$/.test(bare))
    return refuseVersion(
      'usage',
      `${shown} is a line, not a version.`,
      suggestVersion(`${bare}.1`, tags, options),
    )
  if (/^\d+\.\d+\.\d+(-|$)/.test(bare) && /(^|[.-])0\d/.test(bare))
    return refuseVersion(
      'usage',
      `${shown} has a leading zero in a number.`,
      suggestVersion(bare, tags, options),
    )
  if (parseVersion(bare) !== null)
    return refuseVersion('usage', `${shown} is not how a version is written here.`, `Write \`v${bare}\`.`)

  return refuseVersion(
    'usage',
    `${shown} is not a version such as v2.0.1 or v2.0.1-rc.1.`,
    suggestVersion('', tags, options),
  )
}

/** What would be right, as near to what was asked as can be told. */
function suggestVersion(bare: string, tags: readonly Tag[], options: VersionOptions): string {
  const lines = listLines(tags, options)
  const line = lines.find(({ name }) => bare.startsWith(`${name}.`)) ?? lines.at(-1)
  return line
    ? `Cut ${formatVersionChoice(listNextVersions(line))}.`
    : 'Write MAJOR.MINOR.PATCH after a `v`, as in `v2.0.1`.'
}

function refuseOtherLine(version: string, { wanted, line }: { wanted: string; line: string }): Refused {
  return refuseVersion(
    'usage',
    `v${version} belongs to line ${wanted}, and line ${line} was asked for.`,
    `Ask for line ${wanted}, or for a version of line ${line}.`,
  )
}

function exists(tag: Tag, tags: readonly Tag[], options: VersionOptions): Refused {
  return refuseVersion(
    'rule',
    `\`${tag.name}\` exists already: it is commit ${tag.commit.slice(0, 10)}. A version is never cut twice.`,
    suggestVersion(parseTagVersion(tag.name, options.tagPattern) ?? '', tags, options),
  )
}

function refuseNewLine(version: string, lines: readonly Line[]): Refused {
  const depth = lines.at(-1)?.depth ?? 3
  const [major = '', ...numbers] = splitVersion(version)
  const line = lines.findLast(({ name }) => name.split('.')[0] === major) ?? lines.at(-1)
  const next = line ? `Cut ${formatVersionChoice(listNextVersions(line))}.` : ''
  const opened = toLine(version, depth)
  if (Number(numbers[depth - 2] ?? 0) !== 0)
    return refuseVersion('rule', `There is no line ${opened}: v${opened}.0 is not tagged.`, next)

  const kind = numbers.some((number) => Number(number) !== 0) ? 'minor' : 'major'
  return refuseVersion(
    'rule',
    `v${version} opens line ${opened}: that is a ${kind} release, and only patches are cut here.`,
    next,
  )
}

function refuseWrongPatch(version: string, line: Line): Refused | null {
  const { depth, base } = line
  const [asked, last] = [splitVersion(version), splitVersion(base.version)]
  const numberOf = (parts: readonly string[]) => Number(parts[depth - 1] ?? 0)
  if (asked.length > depth) return wrongSmallPatch(version, line)
  if (numberOf(asked) === numberOf(last) + 1) return null

  const next = `Cut ${formatVersionChoice(listNextVersions(line))}.`
  if (numberOf(asked) > numberOf(last) + 1)
    return refuseVersion(
      'rule',
      `v${version} skips v${getNextVersion(line)}: the last stable version of line ${line.name} is \`${base.name}\`.`,
      next,
    )
  const released = line.stable.some((tag) => compareNumbers(splitVersion(tag.version), asked) === 0)
  if (parseChannel(version) && released)
    return refuseVersion(
      'rule',
      `v${version} would be a prerelease of v${asked.join('.')}, which is released already.`,
      next,
    )

  return refuseVersion(
    'rule',
    `v${version} lies behind \`${base.name}\`, the last stable version of line ${line.name}.`,
    next,
  )
}

/** A fourth part patches a version without what came to the line since; it goes on where a line has one already. */
function wrongSmallPatch(version: string, line: Line): Refused | null {
  const right = getNextSmallPatch(line)
  if (right === version) return null
  const what =
    right === null
      ? `v${version} has a part more than the versions of line ${line.name}, which are as \`${line.base.name}\`.`
      : `v${version} does not follow \`${line.base.name}\`: that is v${right}.`
  return refuseVersion('rule', what, `Cut ${formatVersionChoice(listNextVersions(line))}.`)
}

function refuseWrongPrerelease(version: string, line: Line): Refused | null {
  const asked = parseChannel(version)
  if (!asked) return null

  const next = `Cut ${formatVersionChoice(listNextVersions(line))}.`
  if (asked.channel === 'other')
    return refuseVersion(
      'rule',
      `v${version} is no prerelease that the process knows: those are ${describeForms()}.`,
      next,
    )

  const right = getNextVersion(line, asked.channel)
  if (right === version) return null
  if (right === null)
    return refuseVersion(
      'rule',
      `v${version} comes too late: ${line.name} has reached ${describeReached(line, asked.channel)} for its next patch.`,
      next,
    )

  return refuseVersion('rule', `v${version} is not the next ${asked.channel}: that is v${right}.`, next)
}

function describeForms(): string {
  return PRERELEASE_CHANNELS.map((channel) => `-${channel}.N`).join(', ')
}

/** The last prerelease that a later channel has. */
function describeReached(line: Line, channel: PrereleaseChannel): string {
  const later: readonly string[] = PRERELEASE_CHANNELS.slice(PRERELEASE_CHANNELS.indexOf(channel) + 1)
  const found = line.prereleases.findLast(
    ({ version }) =>
      version.startsWith(`${getNextVersion(line)}-`) && later.includes(parseChannel(version)?.channel ?? ''),
  )
  return found ? `\`${found.name}\`` : 'a later channel'
}
