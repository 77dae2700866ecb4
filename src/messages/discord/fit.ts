import { shorten } from '../text/limit-rows.ts'
import { escapeDiscordInline, escapeDiscordText } from './escape.ts'
import type { Piece } from './from-markdown.ts'

/** Escaping makes three characters of one at most. */
const GROWS = 3

/**
 * Pieces as one text of at most so many characters (UTF-16, as Discord counts them). What does not fit is left out from the
 * end, piece by piece, and no heading is left with nothing under it.
 *
 * @param rest says where all of it is read, where something was left out
 */
export function fitPieces(pieces: readonly Piece[], most: number, rest: string): string {
  const whole = joinPieces(pieces)
  if (whole.length <= most) return whole
  const room = most - rest.length - 2
  const kept = dropDanglingHeadings(pieces.slice(0, countWithin(pieces, room)))
  const [first] = pieces
  const text =
    kept.length > 0
      ? joinPieces(kept)
      : escapeDiscordText(shorten(first?.plain ?? '', Math.floor(room / GROWS)))
  return text === '' ? rest : `${text}\n\n${rest}`
}

/** Text from outside where nothing but text may stand, cut so that it fits when it is escaped. */
export function fitLine(text: string, most: number): string {
  const whole = escapeDiscordInline(text)
  if (whole.length <= most) return whole
  return escapeDiscordInline(shorten(text, Math.floor(most / GROWS)))
}

function countWithin(pieces: readonly Piece[], room: number): number {
  let length = 0
  for (const [at, piece] of pieces.entries()) {
    length += getGap(pieces[at - 1], piece).length + piece.text.length
    if (length > room) return at
  }
  return pieces.length
}

function dropDanglingHeadings(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.slice(0, pieces.findLastIndex(({ kind }) => kind !== 'heading') + 1)
}

function joinPieces(pieces: readonly Piece[]): string {
  return pieces.map((piece, at) => getGap(pieces[at - 1], piece) + piece.text).join('')
}

/** Items follow one another and their heading closely. */
function getGap(before: Piece | undefined, piece: Piece): string {
  if (before === undefined) return ''
  const isClose = before.kind === 'heading' || (before.kind === 'item' && piece.kind === 'item')
  return isClose ? '\n' : '\n\n'
}
