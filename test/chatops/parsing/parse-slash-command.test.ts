import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSlash } from '../../../src/chatops/parsing/parse-slash-command.ts'
import { requests, written } from '../written.ts'

describe('what is said with Slack’s /release', () => {
  it.each([
    ['go', null, null, { name: 'go' }],
    ['  v2.0.1   go ', null, 'v2.0.1', { name: 'go' }],
    ['2.0.1 go', null, 'v2.0.1', { name: 'go' }],
    ['V2.0.1-rc.2 status', null, 'v2.0.1-rc.2', { name: 'status' }],
    ['godel/api go', 'godel/api', null, { name: 'go' }],
    [
      'godel/api v2.0.1 no-go because it leaks',
      'godel/api',
      'v2.0.1',
      { name: 'no-go', because: 'it leaks' },
    ],
    ['cut v2.0.1', null, null, { name: 'cut', version: 'v2.0.1', plan: null, track: null }],
    ['no-go because a &lt; b &amp;&amp; c', null, null, { name: 'no-go', because: 'a < b && c' }],
    ['link k7rm2xqd', null, null, { name: 'link', code: 'k7rm2xqd' }],
  ])('%s', (text, repository, version, request) => {
    expect(parseSlash(text)).toEqual({
      repository,
      version,
      spoken: expect.objectContaining({ kind: 'asked', request }),
    })
  })

  it.each(['', 'v2.0.1', 'godel/api', 'godel/api/x go', 'a/b c/d go', 'v2.0 go', 'v2.0.1 v2.0.2 go', 'gooo'])(
    'that is unclear is answered: %s',
    (text) => {
      const { spoken: parsed } = parseSlash(text)
      expect(parsed).toMatchObject({ kind: 'unclear', next: expect.stringContaining('/release help') })
    },
  )

  it('property: a command is the same as on GitHub, with a release named before it or not', () => {
    const before = fc.constantFrom('', 'godel/api ', 'v2.0.1 ', 'godel/api v2.0.1-rc.1 ')
    fc.assert(
      fc.property(before, requests, (named, request) => {
        const { spoken: parsed } = parseSlash(named + written(request).replace('/release ', ''))
        expect(parsed).toMatchObject({ kind: 'asked', request })
      }),
    )
  })

  it('property: nothing throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseSlash(text) !== null))
  })
})
