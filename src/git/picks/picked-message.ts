import { decodeCommit, toValidUtf8 } from '../objects/commit-encoding.ts'
import type { CommitObject, Committer } from '../objects/commit-objects.ts'

/** What a picked commit carries over: author and message, in UTF-8 where the commit's encoding is known. */
interface PickedText {
  readonly author: Buffer
  readonly message: Buffer
}

/** What a pick adds to the message of the commit that it is made from. */
interface PickTrailers {
  /** The commit picked, as `-x` names it; null without `-x`. */
  readonly origin?: string | null
  /** Whoever signs off, as `-s` writes it; null without `-s`. */
  readonly signOff?: string | null
}

/** `Name <email>` of a committer that signs off its commits; null where it doesn't. */
export function getSignOff({ name, email, signOff }: Committer): string | null {
  const clean = (text: string) => text.replace(/[\n<>\0]/g, '').trim()
  return signOff ? `${clean(name)} <${clean(email)}>` : null
}

/** A message of our own, signed off where its committer signs off. */
export function addSignOff(message: string, committer: Committer): string {
  const signOff = getSignOff(committer)
  if (signOff === null) return message
  const bytes = Buffer.from(message).toString('latin1')
  return Buffer.from(addSignOffLine(bytes, signOff), 'latin1').toString()
}

/**
 * Author and message of a picked commit, byte for byte as `git cherry-pick -x -s` writes them (sequencer.c,
 * `do_pick_commit`, `append_signoff`; trailer.c, `find_trailer_start`): the trailer joins a block of trailers that is there, and
 * otherwise stands after an empty line.
 *
 */
export function createPickedText(commit: CommitObject, trailers: PickTrailers = {}): PickedText {
  const { origin = null, signOff = null } = trailers
  const { author, message } = decodeCommit(commit)
  // From here on a string is bytes (latin1): git's rules are about bytes.
  const text = dropBlankStart(message)
  const named = origin === null ? text : addTrailer(text, `(cherry picked from commit ${origin})`)
  const signed = signOff === null ? named : addSignOffLine(named, signOff)
  const picked = signed === text ? text : stripSpace(signed)
  return { author: toValidUtf8(author), message: toValidUtf8(Buffer.from(picked, 'latin1')) }
}

/** The first line of a commit's message, in UTF-8 where the commit's encoding is known; else in its own bytes. */
export function readSubject(commit: CommitObject): Buffer {
  const [subject = ''] = dropBlankStart(decodeCommit(commit).message).split('\n', 1)
  return Buffer.from(subject, 'latin1')
}

function dropBlankStart(message: Buffer): string {
  return message
    .toString('latin1')
    .replace(/\0[\s\S]*$/, '')
    .replace(/^(?:[ \t\r]*\n)*(?:[ \t\r]*$)?/, '')
}

function addTrailer(message: string, trailer: string): string {
  const lines = message === '' || message.endsWith('\n') ? message : `${message}\n`
  const gap = endsInTrailers(lines) ? '' : '\n'
  return `${lines}${gap}${trailer}\n`
}

/** Once: where the message ends with it already, it stays as it is. */
function addSignOffLine(message: string, signOff: string): string {
  const line = `Signed-off-by: ${Buffer.from(signOff).toString('latin1')}`
  const ends = message.trimEnd().split('\n').at(-1) === line
  return ends && endsInTrailers(`${message.trimEnd()}\n`) ? message : addTrailer(message, line)
}

/** `git stripspace`: no trailing white space, single empty lines, none at either end, a line break at the end. */
function stripSpace(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/[ \t\r]+$/, ''))
  const kept = lines.filter((line, i) => line !== '' || (lines[i - 1] ?? '') !== '')
  while (kept[0] === '') kept.shift()
  while (kept.at(-1) === '') kept.pop()
  return kept.map((line) => `${line}\n`).join('')
}

const GENERATED = ['Signed-off-by: ', '(cherry picked from commit ']

/** Whether the last paragraph is a block of trailers: all of it, or a quarter with one that git itself writes. */
function endsInTrailers(message: string): boolean {
  const lines = dropTrailingComments(message.split('\n').slice(0, -1))
  const title = lines.findIndex((line) => !line.startsWith('#') && isBlank(line))
  if (title < 0) return false
  const counted = { generated: false, trailers: 0, others: 0, continuations: 0 }
  let begun = false
  for (const line of lines.slice(title).reverse()) {
    if (line.startsWith('#')) endContinuations(counted)
    else if (!isBlank(line)) count(counted, line)
    else if (begun) break
    begun ||= !line.startsWith('#') && !isBlank(line)
  }
  const others = counted.others + counted.continuations
  if (counted.generated && counted.trailers * 3 >= others) return true
  return counted.trailers > 0 && others === 0
}

interface Counted {
  generated: boolean
  trailers: number
  others: number
  /** Indented lines met since the last other line, going up: they belong to a trailer above, if one is there. */
  continuations: number
}

function count(counted: Counted, line: string): void {
  if (GENERATED.some((prefix) => line.startsWith(prefix))) counted.generated = true
  if (GENERATED.some((prefix) => line.startsWith(prefix)) || /^[A-Za-z0-9-]+[ \t]*:/.test(line)) {
    counted.trailers += 1
    counted.continuations = 0
  } else if (/^[ \t\r]/.test(line)) {
    counted.continuations += 1
  } else {
    counted.others += 1
    endContinuations(counted)
  }
}

function endContinuations(counted: Counted): void {
  counted.others += counted.continuations
  counted.continuations = 0
}

/** What `git commit --verbose` puts above the diff that it shows. */
const SCISSORS = '# ------------------------ >8 ------------------------'

/**
 * Comments, empty lines and an old `Conflicts:` list at the end are not looked at, nor is anything from a scissors
 * line on (commit.c, `ignore_non_trailer`).
 */
function dropTrailingComments(all: readonly string[]): readonly string[] {
  const cut = all.indexOf(SCISSORS)
  const lines = cut < 0 ? all : all.slice(0, cut)
  let end: number | null = null
  let inConflicts = false
  for (const [i, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) end ??= i
    else if (line === 'Conflicts:') {
      inConflicts = true
      end ??= i
    } else if (!(inConflicts && line.startsWith('\t'))) {
      end = null
      inConflicts = false
    }
  }
  return lines.slice(0, end ?? lines.length)
}

function isBlank(line: string): boolean {
  return /^[ \t\r]*$/.test(line)
}
