import { parse } from 'semver'
import { PRERELEASE_CHANNELS, type PrereleaseChannel } from '../process/schedule.ts'
import { formatTagName, parseTagVersion } from './tag-names.ts'
import {
  acceptVersion,
  chooseLine,
  formatVersionChoice,
  getNextVersion,
  type Line,
  listLines,
  listNextVersions,
  parseChannel,
  parseLineName,
  refuseVersion,
  type Tag,
  toLine,
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
  const version = readVersion(requested, options)
  if (version === null) return refuseMisspelt(requested, tags, options)

  const wanted = toLine(version)
  if (options.line != null && parseLineName(options.line) !== wanted)
    return refuseOtherLine(version, options.line)

  const existing = tags.find(({ name }) => name === formatTagName(options.tagPattern, version))
  if (existing) return exists(existing, tags, options)

  const lines = listLines(tags, options)
  if (lines.length > 0 && !lines.some(({ name }) => name === wanted)) return refuseNewLine(version, lines)

  const chosen = chooseLine(tags, { ...options, line: wanted })
  if (chosen.kind === 'refused') return chosen

  return (
    refuseWrongPatch(version, chosen.line) ??
    refuseWrongPrerelease(version, chosen.line) ??
    acceptVersion(version, chosen.line, options)
  )
}

function readVersion(requested: string, { tagPattern }: VersionOptions): string | null {
  return parseTagVersion(requested, 'v{version}') ?? parseTagVersion(requested, tagPattern)
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
  if (parse(bare)?.version === bare)
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

function refuseOtherLine(version: string, line: string): Refused {
  return refuseVersion(
    'usage',
    `v${version} belongs to line ${toLine(version)}, and line ${parseLineName(line)} was asked for.`,
    `Ask for line ${toLine(version)}, or for a version of line ${parseLineName(line)}.`,
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
  const read = parse(version)
  const line = lines.findLast(({ name }) => name.startsWith(`${read?.major}.`)) ?? lines.at(-1)
  const next = line ? `Cut ${formatVersionChoice(listNextVersions(line))}.` : ''
  if (read?.patch !== 0)
    return refuseVersion(
      'rule',
      `There is no line ${toLine(version)}: v${toLine(version)}.0 is not tagged.`,
      next,
    )

  const kind = read.minor === 0 ? 'major' : 'minor'
  return refuseVersion(
    'rule',
    `v${version} opens line ${toLine(version)}: that is a ${kind} release, and only patches are cut here.`,
    next,
  )
}

function refuseWrongPatch(version: string, line: Line): Refused | null {
  const asked = parse(version)?.patch ?? 0
  const last = parse(line.base.version)?.patch ?? 0
  if (asked === last + 1) return null

  const next = `Cut ${formatVersionChoice(listNextVersions(line))}.`
  if (asked > last + 1)
    return refuseVersion(
      'rule',
      `v${version} skips v${getNextVersion(line)}: the last stable version of line ${line.name} is \`${line.base.name}\`.`,
      next,
    )
  if (parseChannel(version) && line.stable.some((tag) => tag.version === `${line.name}.${asked}`))
    return refuseVersion(
      'rule',
      `v${version} would be a prerelease of v${line.name}.${asked}, which is released already.`,
      next,
    )

  return refuseVersion(
    'rule',
    `v${version} lies behind \`${line.base.name}\`, the last stable version of line ${line.name}.`,
    next,
  )
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
