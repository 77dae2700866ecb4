import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportedFunctions, exportedNames, identifiersOf, sourcesBelow, wordsOf } from './sources.ts'
import { NOT_VERBS, RETIRED_WORDS, VERBS } from './verbs.ts'

const ROOT = join(import.meta.dirname, '..')
const MOST_FILES = 15
/** What the page loads in the browser is flat: each file is at an address of its own. */
const FLAT = ['sandbox/playground/page/browser']
/** Folders that grew since the rooms were made and are still to be divided. No others may join them. */
const TO_DIVIDE = [
  'src/git/candidates',
  'src/release/lifecycle',
  'src/release/lifecycle/rollout',
  'src/runtime/ports',
]

/** Less the files of the demo product, which are texts here. */
const code = ['src', 'sandbox']
  .flatMap(sourcesBelow)
  .filter(({ path }) => !path.endsWith('.d.ts') && !/^src\/demo\/(changes|product)\//.test(path))

describe('names', () => {
  it('no exported name has two homes in one room', () => {
    const homes = new Map<string, Set<string>>()
    for (const { path, text } of code)
      for (const name of exportedNames(text)) {
        const key = `${name} in ${outerRoom(path)}`
        homes.set(key, (homes.get(key) ?? new Set()).add(path))
      }
    const several = [...homes].filter(([, paths]) => paths.size > 1)
    expect(several.map(([name, paths]) => `${name}: ${[...paths].join(', ')}`)).toEqual([])
  })

  it('exported functions begin with a verb', () => {
    const odd = code.flatMap(({ path, text }) =>
      exportedFunctions(text)
        .filter((name) => !NOT_VERBS.has(name) && !VERBS.has(wordsOf(name)[0] ?? ''))
        .map((name) => `${path}: ${name}`),
    )
    expect(odd).toEqual([])
  })

  it('no identifier and no file has a word of the old dialect', () => {
    const found = code.flatMap(({ path, text }) => {
      const names = [...identifiersOf(text), ...path.split(/[/.]/).map((part) => part.replaceAll('-', '_'))]
      return names.filter(isRetired).map((name) => `${path}: ${name}`)
    })
    expect(found).toEqual([])
  })

  it('reads names as people do', () => {
    expect(wordsOf('findGitHubRelease')).toEqual(['find', 'git', 'hub', 'release'])
    expect(isRetired('openGitHub')).toBe(false)
    expect(isRetired('openDoor')).toBe(true)
    expect(identifiersOf("const door = 'deed' // hub")).toEqual(['const', 'door'])
  })
})

describe('folders', () => {
  it(`none has more than ${MOST_FILES} files`, () => {
    const full = ['src', 'sandbox', 'test'].flatMap(foldersBelow).filter((folder) => {
      const files = readdirSync(join(ROOT, folder), { withFileTypes: true }).filter((one) => one.isFile())
      return files.length > MOST_FILES && ![...FLAT, ...TO_DIVIDE].includes(folder)
    })
    expect(full).toEqual([])
  })
})

function isRetired(name: string): boolean {
  return wordsOf(name.replaceAll('GitHub', 'Github')).some((word) => RETIRED_WORDS.has(word))
}

/** Adapters, and the systems of the sandbox, are rooms of their own; inner rooms count for the one around them. */
function outerRoom(path: string): string {
  const [first = path, second = '', third = ''] = path.split('/')
  if (first === 'sandbox') return `${first}/${second}`
  return second === 'adapters' ? `${second}/${third}` : second
}

function foldersBelow(folder: string): string[] {
  const inner = readdirSync(join(ROOT, folder), { withFileTypes: true }).filter((one) => one.isDirectory())
  return [folder, ...inner.flatMap(({ name }) => foldersBelow(`${folder}/${name}`))]
}
