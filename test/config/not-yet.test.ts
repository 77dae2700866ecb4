import { describe, expect, it } from 'vitest'
import { NOT_YET } from '../../src/config/not-yet.ts'
import { readPolicy } from '../../src/config/read-policy.ts'
import { listSettings } from '../../src/config/settings.ts'
import { sourcesBelow } from '../sources.ts'

describe('a setting that no code reads', () => {
  it('is refused with its place, so that nobody relies on it', () => {
    const text = 'measures:\n  timeToPatchBelow: 2d\nstaging:\n  validate: ./validate.sh\n'
    expect(readPolicy({ text, file: 'config.yml' })).toMatchObject({
      ok: false,
      errors: [
        {
          line: 4,
          column: 3,
          key: 'staging.validate',
          found: 'a setting that nothing follows yet',
        },
      ],
    })
  })

  it('is on the list of those, and all others are read somewhere', () => {
    const all = listSettings().map(({ path }) => path.join('.'))
    const unread = all.filter((key) => !isRead(key.split('.').at(-1) ?? '') && !key.startsWith('checklists.'))
    const known = unread.filter((key) => NOT_YET.some((one) => key === one || key.startsWith(`${one}.`)))
    expect(unread).toEqual(known)
    // A name like `validate` can occur elsewhere, so an entry of the list only has to be a setting.
    expect(NOT_YET.filter((one) => !all.some((key) => key === one || key.startsWith(`${one}.`)))).toEqual([])
  })
})

/** The code that follows a policy, as one text: not what declares settings and what reads a config. */
const CODE = sourcesBelow('src')
  .filter(({ path }) => !/^src\/(?:config|demo|release\/(?:policy|process))\//.test(path))
  .map(({ text }) => text)
  .join('\n')

function isRead(name: string): boolean {
  return new RegExp(`\\b${name}(?:Seconds|Percent)?\\b`).test(CODE)
}
