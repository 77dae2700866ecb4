import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settingsRefusal } from '../src/settings/mistake.ts'
import { readSettings, type Settings, secretsOf } from '../src/settings.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PKCS8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const PKCS1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const SECRET = '0123456789abcdef0123456789abcdef'
const APP = { APP_ID: '4711', PRIVATE_KEY: PKCS1, WEBHOOK_SECRET: SECRET, HOME: '/home/captain' }

type Env = Record<string, string | undefined>

function right(env: Env): Settings {
  const read = readSettings(env)
  if (read.kind === 'wrong') throw new Error(JSON.stringify(read.mistakes))
  return read.settings
}

/** `SETTING what` of each mistake. */
function wrong(env: Env): string[] {
  const read = readSettings(env)
  return read.kind === 'wrong' ? read.mistakes.map(({ setting, what }) => `${setting} ${what}`) : []
}

describe('settings', () => {
  it('without any of the App’s are those of the sandbox', () => {
    expect(right({ HOME: '/home/captain' })).toEqual({
      kind: 'sandbox',
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      cacheDir: '/home/captain/.cache/release-captain',
      signing: { format: null, key: null },
      metricsToken: null,
      place: null,
    })
  })

  it('of the App are what GitHub gave, with the record in a folder where nobody says otherwise', () => {
    expect(right(APP)).toMatchObject({
      kind: 'app',
      place: { kind: 'folder', path: '/home/captain/.local/state/release-captain' },
      app: {
        id: 4711,
        privateKey: PKCS8,
        webhookSecrets: { current: SECRET, previous: null },
        github: { web: 'https://github.com', api: 'https://api.github.com' },
      },
    })
  })

  it('that are empty are not set: compose files pass empty ones on', () => {
    const empty = {
      APP_ID: '',
      PRIVATE_KEY: '',
      PRIVATE_KEY_PATH: '',
      WEBHOOK_SECRET: '',
      PORT: '',
      LOG_LEVEL: '',
    }
    expect(right({ ...empty, HOME: '/h' })).toEqual(right({ HOME: '/h' }))
  })

  it('say how it runs', () => {
    const env = {
      PORT: '8080',
      HOST: '0.0.0.0',
      LOG_LEVEL: 'debug',
      RELEASE_CAPTAIN_CACHE: '/var/cache/captain',
      SIGNING_KEY: '/keys/id_ed25519',
      SIGNING_FORMAT: 'ssh',
      METRICS_TOKEN: 'a token for the metrics',
      DATA_DIR: '/var/lib/captain',
    }
    expect(right(env)).toEqual({
      kind: 'sandbox',
      host: '0.0.0.0',
      port: 8080,
      logLevel: 'debug',
      cacheDir: '/var/cache/captain',
      signing: { format: 'ssh', key: '/keys/id_ed25519' },
      metricsToken: 'a token for the metrics',
      place: { kind: 'folder', path: '/var/lib/captain' },
    })
    const url = 'postgresql://captain:p%40ss-word@db.example/releases'
    expect(right({ ...APP, DATABASE_URL: url }).place).toEqual({ kind: 'server', url })
  })

  it('are told to be wrong all at once, with what to do about each, and no value of them', () => {
    const env = {
      APP_ID: 'my-app',
      PRIVATE_KEY: 'canary of a key',
      WEBHOOK_SECRET: 'canary',
      WEBHOOK_SECRET_PREVIOUS: 'canary of the secret before, long enough',
      PORT: '80000',
      LOG_LEVEL: 'loud',
      SIGNING_FORMAT: 'x509',
      SIGNING_KEY: '--canary',
      METRICS_TOKEN: 'canary',
      GITHUB_URL: 'http://github.example.com',
      DATABASE_URL: 'mysql://canary:canary@db/x',
    }
    const read = readSettings(env)
    const refusal = settingsRefusal(read.kind === 'wrong' ? read.mistakes : [])

    expect(refusal.what).not.toContain('canary')
    expect(`${refusal.what}\n\n${refusal.next}`).toMatchInlineSnapshot(`
      "11 settings are not right, and nothing was started.

        PORT is no whole number from 0 to 65535.
          Set PORT=3000, say.
        LOG_LEVEL is a word that is not known here.
          It may be fatal, error, warn, info, debug, trace, silent.
        SIGNING_FORMAT is a word that is not known here.
          It may be gpg, ssh.
        SIGNING_KEY is no signing key: it begins with a dash.
          Name a GPG key by its fingerprint, or an SSH key by its file.
        METRICS_TOKEN is shorter than 16 bytes.
          Make one with \`openssl rand -hex 16\`.
        DATABASE_URL is no URL of a PostgreSQL server.
          Set DATABASE_URL=postgres://user:password@host:5432/database.
        APP_ID is no number.
          It is the number after “App ID” on the App’s page at GitHub.
        PRIVATE_KEY is no private key in PEM without a passphrase.
          Make a new one on the App’s page at GitHub (Private keys, Generate), and name its file in PRIVATE_KEY_PATH.
        WEBHOOK_SECRET is shorter than 32 bytes, so that it could be guessed.
          Make one with \`openssl rand -hex 32\`, set it here and on the App’s page at GitHub.
        WEBHOOK_SECRET_PREVIOUS_UNTIL is not set, and WEBHOOK_SECRET_PREVIOUS is.
          Say until when GitHub may still use it: 2026-03-04T12:00:00Z.
        GITHUB_URL is not https, so that tokens would be read on their way.
          Set GITHUB_URL=https://github.example.com: scheme and host, no path.

      Set them in the environment or in the file .env; docs/running.md has every setting. \`release-captain setup\` makes the App and writes them."
    `)
  })

  it('of the App are wanted whole: who sets one is told what is missing', () => {
    expect(wrong({ APP_ID: '1' })).toEqual(['PRIVATE_KEY_PATH is not set.', 'WEBHOOK_SECRET is not set.'])
    expect(wrong({ WEBHOOK_SECRET: SECRET })).toEqual(['APP_ID is not set.', 'PRIVATE_KEY_PATH is not set.'])
    expect(wrong({ ...APP, APP_ID: undefined })).toEqual(['APP_ID is not set.'])
    expect(wrong({ WEBHOOK_SECRET_PREVIOUS_UNTIL: '2026-03-04T12:00:00Z' })).toContain(
      'WEBHOOK_SECRET_PREVIOUS_UNTIL is set, and WEBHOOK_SECRET_PREVIOUS is not.',
    )
  })

  it('property: whatever the environment says, it is read or refused, and never thrown at', () => {
    const names = [...Object.keys(APP), 'PORT', 'GITHUB_URL', 'DATABASE_URL', 'WEBHOOK_SECRET_PREVIOUS_UNTIL']
    const value = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom('postgres://a:%zz@b', '\u0000', '-1', '1e3'),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (env) => {
        const read = readSettings(env)
        if (read.kind === 'right') expect(secretsOf(read.settings)).toBeInstanceOf(Array)
        else expect(read.mistakes.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the webhook secret', () => {
  it.each([
    ['development', 'is shorter than 32 bytes, so that it could be guessed.'],
    ['0123456789abcdef0123456789abcde', 'is shorter than 32 bytes, so that it could be guessed.'],
    [`${SECRET}\n`, 'begins or ends with a blank or a line break.'],
  ])('may not be %j', (WEBHOOK_SECRET, what) => {
    expect(wrong({ ...APP, WEBHOOK_SECRET })).toEqual([`WEBHOOK_SECRET ${what}`])
  })

  it('before it is taken until its time is over', () => {
    const env = {
      ...APP,
      WEBHOOK_SECRET_PREVIOUS: SECRET.toUpperCase(),
      WEBHOOK_SECRET_PREVIOUS_UNTIL: '2026-03-04T13:00:00+01:00',
    }
    expect(right(env)).toMatchObject({
      app: {
        webhookSecrets: {
          previous: { secret: SECRET.toUpperCase(), until: Date.parse('2026-03-04T12:00:00Z') / 1000 },
        },
      },
    })
  })

  it.each([
    ['without an end', undefined, 'is not set, and WEBHOOK_SECRET_PREVIOUS is.'],
    ['until a day', '2026-03-04', 'is no time with its zone.'],
    ['until a day that is none', '2026-13-44T12:00:00Z', 'is no time with its zone.'],
  ])('before it may not be taken %s', (_, until, what) => {
    const env = {
      ...APP,
      WEBHOOK_SECRET_PREVIOUS: SECRET.toUpperCase(),
      WEBHOOK_SECRET_PREVIOUS_UNTIL: until,
    }
    expect(wrong(env)).toEqual([`WEBHOOK_SECRET_PREVIOUS_UNTIL ${what}`])
  })

  it('before it is no other: then nothing is being replaced', () => {
    const env = {
      ...APP,
      WEBHOOK_SECRET_PREVIOUS: SECRET,
      WEBHOOK_SECRET_PREVIOUS_UNTIL: '2026-03-04T12:00:00Z',
    }
    expect(wrong(env)).toEqual(['WEBHOOK_SECRET_PREVIOUS is the same as WEBHOOK_SECRET.'])
  })
})

describe('the private key', () => {
  async function inFile(text: string, mode: number, use: (path: string) => void) {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'release-captain-key-'))
    const path = join(folder.path, 'key.pem')
    writeFileSync(path, text, { mode: 0o600 })
    chmodSync(path, mode)
    use(path)
  }
  const keyIn = (env: Env) => {
    const settings = right(env)
    return settings.kind === 'app' ? settings.app.privateKey : null
  }

  it.each([
    ['as GitHub gives it', PKCS1],
    ['in PKCS#8', PKCS8],
    ['with its line breaks written out', PKCS1.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PKCS1).toString('base64')],
    ['with a line break after it', `\n${PKCS8}\n`],
  ])('may come %s', (_, PRIVATE_KEY) => {
    expect(keyIn({ ...APP, PRIVATE_KEY })).toBe(PKCS8)
  })

  it.each([0o600, 0o400])('may come from a file of our own, %o', async (mode) => {
    await inFile(PKCS1, mode, (path) => {
      expect(keyIn({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path })).toBe(PKCS8)
    })
  })

  it.each([0o644, 0o640, 0o604, 0o660])('may not come from a file that others may read: %o', async (mode) => {
    await inFile(PKCS1, mode, (path) => {
      expect(wrong({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path })).toEqual([
        `PRIVATE_KEY_PATH names a file that others may read (mode 0${mode.toString(8)}).`,
      ])
    })
  })

  it('may not come from a file that is not there', () => {
    expect(wrong({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/nowhere/key.pem' })).toEqual([
      'PRIVATE_KEY_PATH names a file that cannot be read (ENOENT).',
    ])
  })

  it('may not come twice', () => {
    expect(wrong({ ...APP, PRIVATE_KEY_PATH: '/key.pem' })).toEqual([
      'PRIVATE_KEY is set, and so is PRIVATE_KEY_PATH.',
    ])
  })

  it.each([
    ['nonsense', 'nonsense', 'is no private key in PEM without a passphrase.'],
    [
      'a public key',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
      'is no private key in PEM without a passphrase.',
    ],
    [
      'a key with a passphrase',
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      'is no private key in PEM without a passphrase.',
    ],
    [
      'a key of another kind',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
      'is a key of the kind ed25519; an App’s is RSA.',
    ],
    [
      'a short key',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
      'is shorter than 2048 bits.',
    ],
  ])('may not be %s', (_, key, what) => {
    expect(wrong({ ...APP, PRIVATE_KEY: key.toString() })).toEqual([`PRIVATE_KEY ${what}`])
  })
})

describe('the URL of GitHub', () => {
  const github = (GITHUB_URL: string) => {
    const settings = right({ ...APP, GITHUB_URL })
    return settings.kind === 'app' ? settings.app.github : null
  }

  it.each([
    ['https://github.com/', 'https://github.com', 'https://api.github.com'],
    ['https://github.example.com', 'https://github.example.com', 'https://github.example.com/api/v3'],
    ['https://GHE.example.com:8443', 'https://ghe.example.com:8443', 'https://ghe.example.com:8443/api/v3'],
    ['https://octo.ghe.com', 'https://octo.ghe.com', 'https://api.octo.ghe.com'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000/api/v3'],
  ])('%s is at %s, its API at %s', (url, web, api) => {
    expect(github(url)).toEqual({ web, api })
  })

  it.each([
    ['github.com', 'is no URL.'],
    ['https://github.example.com/api/v3', 'has more than a host.'],
    ['https://github.example.com/?a=1', 'has more than a host.'],
    ['https://user:password@github.example.com', 'has credentials in it, which nobody needs.'],
    ['http://github.example.com', 'is not https, so that tokens would be read on their way.'],
    ['http://127.0.0.1.example.com', 'is not https, so that tokens would be read on their way.'],
    ['file:///etc', 'has more than a host.'],
  ])('may not be %s', (GITHUB_URL, what) => {
    expect(wrong({ ...APP, GITHUB_URL })).toEqual([`GITHUB_URL ${what}`])
  })
})

describe('the place of the record', () => {
  it('is a folder or a server, not both', () => {
    const both = { DATA_DIR: '/data', DATABASE_URL: 'postgres://db/x' }
    expect(wrong(both)).toEqual(['DATABASE_URL is set, and so is DATA_DIR.'])
  })

  it.each(['db.example', 'mysql://db/x', 'postgres://captain:%zz@db/x'])('may not be %s', (DATABASE_URL) => {
    expect(wrong({ DATABASE_URL })).toEqual(['DATABASE_URL is no URL of a PostgreSQL server.'])
  })
})

describe('what is secret of the settings', () => {
  it('is the key, both webhook secrets, the password of the database as it is, and the token', () => {
    const settings = right({
      ...APP,
      WEBHOOK_SECRET_PREVIOUS: SECRET.toUpperCase(),
      WEBHOOK_SECRET_PREVIOUS_UNTIL: '2026-03-04T12:00:00Z',
      DATABASE_URL: 'postgres://captain:p%40ss-word@db.example/releases',
      METRICS_TOKEN: 'a token for the metrics',
    })
    expect(secretsOf(settings)).toEqual([
      PKCS8,
      SECRET,
      SECRET.toUpperCase(),
      'p@ss-word',
      'a token for the metrics',
    ])
  })

  it('is nothing where nothing is set', () => {
    expect(secretsOf(right({}))).toEqual([])
  })
})
