import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogLevel } from '../../src/logging/level.ts'
import { openLog } from '../../src/logging/log.ts'
import { openRedactor } from '../../src/logging/redact.ts'
import { ENCODINGS } from './encodings.ts'

/** As hard to encode as a password can be. */
const CANARY = 'c4n@ry/+ "quoted" & <tagged> it\'s 100% \\o/ ✓'
const PRIVATE_KEY = `-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAuEPzOUE+kiEH1WLiMeBytTEF856j0hOVcSUSUkZxKvqczkWM
9vo1gDyC7ZXhdH9fKh32aapba3RSsp4ke+giSmYTk2mGR538ShSDxh0OgpJmjiKP
-----END RSA PRIVATE KEY-----
`

function logged({ level = 'info', secrets = [CANARY] }: { level?: LogLevel; secrets?: string[] } = {}) {
  const lines: string[] = []
  const redactor = openRedactor(secrets)
  const log = openLog({ level, destination: { write: (line) => lines.push(line) }, redactor })
  return { log, lines, redactor, last: () => JSON.parse(lines.at(-1) ?? '{}') }
}

describe('a line of the log', () => {
  it('is JSON, with its time, its level and the ids of what it belongs to', () => {
    const { log, lines, last } = logged()

    log.child({ request: 'r1' }).child({ release: '77:v2.0.1' }).info({ took: 3 }, 'A delivery was stored.')

    const { time, ...rest } = last()
    expect(new Date(time).toISOString()).toBe(time)
    expect(rest).toEqual({
      level: 'info',
      request: 'r1',
      release: '77:v2.0.1',
      took: 3,
      msg: 'A delivery was stored.',
    })
    expect(lines.join('')).toMatch(/^[^\n]*\n$/)
  })

  it('shows of an error what it was and where, and what caused it', () => {
    const { log, last } = logged()
    log.error({ err: new Error('no room', { cause: new Error('disk') }) }, 'A delivery could not be stored.')
    expect(last().err).toMatchObject({ type: 'Error', message: 'no room: disk' })
    expect(last().err.stack).toContain('log.test.ts')
  })

  it('below the level is not written', () => {
    const { log, lines } = logged({ level: 'warn' })
    log.info('no')
    log.warn('yes')
    expect(lines).toHaveLength(1)
  })
})

describe('a secret', () => {
  it.each(Object.entries(ENCODINGS))('is hidden %s', (_, encode) => {
    const { log, lines, last } = logged()

    log.info({ text: encode(CANARY) }, 'said')
    log.info(encode(CANARY))
    log.error({ err: new Error(encode(CANARY)) }, 'said')
    log.info({ deep: { deeper: [{ [encode(CANARY)]: encode(CANARY) }] } }, 'said')

    for (const line of lines) {
      expect(line).toContain('[hidden]')
      expect(leaks(line, CANARY)).toEqual([])
    }
    expect(last().msg).toBe('said')
  })

  it('property: whatever it is, it is hidden in every encoding, and the line stays JSON', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 60 })
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.values(ENCODINGS)), (value, encode) => {
        const { log, lines, last } = logged({ secrets: [value] })
        log.info({ text: encode(value) }, 'said')
        expect(last().msg).toBe('said')
        expect(lines.join('')).toContain('[hidden]')
      }),
      { numRuns: 1000 },
    )
  })

  it('of several lines is hidden line by line too', () => {
    const { log, lines } = logged({ secrets: [PRIVATE_KEY] })
    for (const line of PRIVATE_KEY.trim().split('\n').slice(1, -1)) log.info(`read ${line} of the key`)
    log.info({ key: PRIVATE_KEY }, 'said')
    expect(lines.join('')).not.toMatch(/MIIE|9vo1/)
  })

  it('that is learnt later is hidden from then on, and those before it too', () => {
    const { log, redactor, last } = logged()
    redactor.learn('an-opaque-token-of-an-hour')
    log.info(`git fetch with an-opaque-token-of-an-hour for ${CANARY}`)
    expect(last().msg).toBe('git fetch with [hidden] for [hidden]')
  })

  it('too short to be told from a word is not hidden, as every line would be full of holes', () => {
    const { log, last } = logged({ secrets: ['', 'a', 'level'] })
    log.info('a level')
    expect(last()).toMatchObject({ level: 'info', msg: 'a level' })
  })
})

describe('what looks like a secret', () => {
  it.each([
    ['an installation token', 'ghs_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a personal token', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a fine-grained token', 'github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ'],
    ['a Slack token', ['xoxb', '2345678901', 'aBcDeFgHiJ'].join('-')],
    ['a Slack app token', 'xapp-1-A0000000000-123456789-abcdef'],
    ['a JSON web token', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl'],
    ['a private key', PRIVATE_KEY],
    ['git’s header', `Authorization: Basic ${btoa('x-access-token:opaque-and-unknown')}`],
    ['git’s header without its name', btoa('x-access-token:opaque-and-unknown')],
    ['a header of any kind', 'authorization: AWS4 Credential=opaque-and-unknown'],
    ['a bearer', 'sent Bearer opaque-and-unknown'],
    ['the password of a URL', 'postgres://captain:opaque-and-unknown@db.example/releases'],
    ['the token of a URL', 'https://api.example/?a=1&access_token=opaque-and-unknown&b=2'],
  ])('is hidden although nobody told of it: %s', (_, text) => {
    const { log, lines, last } = logged({ secrets: [] })

    log.info({ text, headers: { said: JSON.stringify({ text }) } }, 'said')

    expect(lines.join('')).not.toMatch(/16C7e42F|11ABC|aBcDeFgHiJ|A000|eyJ|MIIE|9vo1|opaque|eC1hY2Nlc3Mt/)
    expect(last().msg).toBe('said')
  })

  it('is hidden in headers as a program has them', () => {
    const { log, lines } = logged({ secrets: [] })
    log.info({ headers: { Authorization: 'token opaque-and-unknown', accept: '*/*' } }, 'said')
    expect(lines.join('')).not.toContain('opaque')
    expect(lines.join('')).toContain('"accept":"*/*"')
  })

  it('property: whatever text it stands in, the line stays JSON', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'authorization',
        '://',
        ':',
        '@',
        '"',
        '\\',
        'Bearer ',
        'eyJ',
        '-----BEGIN PRIVATE KEY-----\n',
      ),
      fc.constantFrom('ghs_0123456789abcdef0123', '\n', ' ', '=', '?token=', "'"),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 4 }), (pieces, more) => {
        const { log, last } = logged()
        log.info({ text: pieces.join(''), json: JSON.stringify({ more: more.join('') }) }, 'said')
        expect(last().msg).toBe('said')
      }),
      { numRuns: 2000 },
    )
  })
})

/** The encodings in which a secret can be read from a line. */
function leaks(line: string, secret: string): string[] {
  const needles: Record<string, string> = {
    plain: secret,
    json: JSON.stringify(secret).slice(1, -1),
    url: encodeURIComponent(secret),
    base64: Buffer.from(secret).toString('base64').slice(0, -4),
    hex: Buffer.from(secret).toString('hex'),
  }
  return Object.keys(needles).filter((name) => line.includes(needles[name] ?? ''))
}
