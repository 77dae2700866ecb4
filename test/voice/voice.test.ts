import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findStrings } from './strings-in-code.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Words of the old dialect that docs/voice.md gives better ones for. "There is no" and "is no longer" are English. */
const OLD_DIALECT =
  /\b(?:anew|somebody|nobody|whoever|in vain|mend(?:s|ed|ing)?|asked for by|can be had|of before|besides|is none of|has to be that|as yet|(?<!there )(?:is|are) no (?!longer|one|more than))\b/i

const PAGES = [
  ...namesBelow('.', false).filter((name) => name.endsWith('.md')),
  ...namesBelow('docs', false).filter((name) => name.endsWith('.md')),
  ...namesBelow('templates', true).filter((name) => /\.(md|liquid)$/.test(name)),
].filter((name) => name !== 'docs/voice.md')

/** Less the demo's product, its changes and its facts, which are texts of other people. */
const PROGRAMS = ['src', 'sandbox']
  .flatMap((folder) => namesBelow(folder, true))
  .filter((name) => /\.(ts|js|html)$/.test(name) && !/^src\/demo\/(changes\/|product\/|facts)/.test(name))

describe('what people read', () => {
  it('has no word of the old dialect', () => {
    expect(found).toEqual([])
  })

  it('is told from comments, patterns and code', () => {
    const code = "a / b // 'one'\nconst x = /'/.test(`two ${" + "f({ y: 'three' })} four`) /* `five` */"
    expect(findStrings(code).map(({ text }) => text)).toEqual(['two ', 'three', ' four'])
    expect(findOldWords('Link again. It is no longer open.')).toBe(undefined)
    expect(findOldWords('It is no version.')).toBe('is no ')
  })
})

const found = [...PAGES.flatMap(readPage), ...PROGRAMS.flatMap(readProgram)].flatMap(
  ({ name, line, text }) => {
    const word = findOldWords(text)
    return word === undefined ? [] : [`${name}:${line}: "${word}" in ${text.trim().slice(0, 120)}`]
  },
)

function findOldWords(text: string): string | undefined {
  return OLD_DIALECT.exec(text)?.[0]
}

function readPage(name: string) {
  const lines = readFileSync(join(ROOT, name), 'utf8').split('\n')
  return lines.map((text, i) => ({ name, line: i + 1, text }))
}

/** The strings with more than one word: the others are codes. A page for browsers is read as a whole. */
function readProgram(name: string) {
  if (name.endsWith('.html')) return readPage(name)
  const pieces = findStrings(readFileSync(join(ROOT, name), 'utf8'))
  return pieces.filter(({ text }) => /\s/.test(text.trim())).map((piece) => ({ name, ...piece }))
}

function namesBelow(folder: string, recursive: boolean): string[] {
  return readdirSync(join(ROOT, folder), { recursive, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => !name.includes('node_modules'))
    .sort()
}
