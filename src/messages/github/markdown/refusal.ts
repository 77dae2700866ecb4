import type { ToldRefusal } from '../../refusals/describe-refusal.ts'
import { splitRefusal } from '../../release/describe-outcome.ts'
import { shorten } from '../../text/limit-rows.ts'
import { joinBlocks } from './fit.ts'
import { formatCodeBlock, formatProse } from './inline.ts'

/** How much of a list is shown, in characters: a config may have hundreds of mistakes. */
const LONGEST_LIST = 20_000

/** Why not, and what to do next. What stands below the first line is a list, and is shown as it is: mistakes, paths. */
export function renderRefusal(refusal: ToldRefusal): string {
  const { what, list, next } = splitRefusal(refusal)
  return joinBlocks(formatProse(what), listText(list), formatProse(next))
}

/** Lines as they are, without markup. */
export function listText(list: string): string {
  return list === '' ? '' : formatCodeBlock(shorten(list, LONGEST_LIST), 'text')
}
