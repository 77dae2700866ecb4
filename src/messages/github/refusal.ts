import { asSentence } from '../../release/lifecycle/wording.ts'
import type { Refusal } from '../../release/refusal.ts'
import { shortened } from '../cut.ts'
import { blocks } from './fit.ts'
import { codeBlock, prose } from './inline.ts'

/** How much of a list is shown, in characters: a config may have hundreds of mistakes. */
const LONGEST_LIST = 20_000

/** Why not, and what to do next. What stands below the first line is a list, and is shown as it is: mistakes, paths. */
export function refusalText({ what, next }: Pick<Refusal, 'what' | 'next'>): string {
  const [first = '', ...rest] = what.split('\n')
  const list = rest.join('\n').replace(/^\n+/, '').trimEnd()
  return blocks(
    prose(asSentence(first)),
    list === '' ? '' : codeBlock(shortened(list, LONGEST_LIST), 'text'),
    prose(asSentence(next)),
  )
}
