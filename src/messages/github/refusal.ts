import type { Refusal } from '../../release/refusal.ts'
import { shortened } from '../cut.ts'
import { refusalParts } from '../release/answered.ts'
import { blocks } from './fit.ts'
import { codeBlock, prose } from './inline.ts'

/** How much of a list is shown, in characters: a config may have hundreds of mistakes. */
const LONGEST_LIST = 20_000

/** Why not, and what to do next. What stands below the first line is a list, and is shown as it is: mistakes, paths. */
export function refusalText(refusal: Pick<Refusal, 'what' | 'next'>): string {
  const { what, list, next } = refusalParts(refusal)
  return blocks(prose(what), listText(list), prose(next))
}

/** Lines as they are, without markup. */
export function listText(list: string): string {
  return list === '' ? '' : codeBlock(shortened(list, LONGEST_LIST), 'text')
}
