import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refuseSettings } from '../src/settings/mistake.ts'
import { listSecrets, readSettings } from '../src/settings.ts'
import { APP, type Env, PKCS8, right, SECRET, wrong } from './settings/environments.ts'

describe('settings', () => {
  it('without any of the App’s are those of the sandbox', () => {
    expect(right({ HOME: '/home/captain' })).toEqual({
      kind: 'sandbox',
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
      logFormat: 'json',
      cacheDir: '/home/captain/.cache/release-captain',
      signing: { format: null, key: null },
      metricsToken: null,
      tracing: null,
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
      logFormat: 'json',
      cacheDir: '/var/cache/captain',
      signing: { format: 'ssh', key: '/keys/id_ed25519' },
      metricsToken: 'a token for the metrics',
      tracing: null,
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
    const refusal = refuseSettings(read.kind === 'wrong' ? read.mistakes : [])

    expect(refusal.what).not.toContain('canary')
    expect(`${refusal.what}\n\n${refusal.next}`).toMatchInlineSnapshot(`
      "11 settings are wrong, so nothing was started.

        PORT isn't a whole number from 0 to 65535.
          Set PORT=3000, say.
        LOG_LEVEL isn't a known value.
          Use fatal, error, warn, info, debug, trace, silent.
        SIGNING_FORMAT isn't a known value.
          Use gpg, ssh.
        SIGNING_KEY isn't a signing key: it begins with a dash.
          Name a GPG key by its fingerprint, or an SSH key by its file.
        METRICS_TOKEN is shorter than 16 bytes.
          Create one with \`openssl rand -hex 16\`.
        DATABASE_URL is not the URL of a PostgreSQL server.
          Set DATABASE_URL=postgres://user:password@host:5432/database.
        APP_ID isn't a number.
          Copy the number after “App ID” from the App’s page at GitHub.
        PRIVATE_KEY isn't a PEM private key without a passphrase.
          Create a new one on the App’s page at GitHub (Private keys, Generate), and set PRIVATE_KEY_PATH to its file.
        WEBHOOK_SECRET is shorter than 32 bytes, so it could be guessed.
          Create one with \`openssl rand -hex 32\`, set it here and on the App’s page at GitHub.
        WEBHOOK_SECRET_PREVIOUS_UNTIL is not set, and WEBHOOK_SECRET_PREVIOUS is.
          Set the time until which GitHub may still use it: 2026-03-04T12:00:00Z.
        GITHUB_URL isn't https, so others could read tokens.
          Set GITHUB_URL=https://github.example.com: scheme and host, no path.

      Set them in the environment or in the file .env; docs/running.md lists every setting. \`release-captain setup\` creates the App and writes them."
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
        if (read.kind === 'right') expect(listSecrets(read.settings)).toBeInstanceOf(Array)
        else expect(read.mistakes.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const docs = readFileSync(new URL('../docs/running.md', import.meta.url), 'utf8')

  it('has every setting that is read, and none that is not; docs/running.md has them too', () => {
    const asked = new Set<string>()
    const env = new Proxy<Env>(
      { WEBHOOK_SECRET: SECRET, WEBHOOK_SECRET_PREVIOUS: SECRET },
      {
        get(values, name) {
          asked.add(String(name))
          return values[String(name)]
        },
      },
    )
    readSettings(env)
    const ours = [...asked].filter((name) => name !== 'HOME' && !name.startsWith('XDG_'))
    const refused = ['SENTRY_DSN', 'REDIS_URL']
    const shown = [...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name)
    expect([...shown, ...refused].toSorted()).toEqual(ours.toSorted())
    for (const name of ours) expect(docs).toContain(`\`${name}\``)
  })

  it('as it stands starts the sandbox', () => {
    expect(right(parseEnv(text))).toEqual(right({}))
  })
})

describe('the webhook secret', () => {
  it.each([
    ['development', 'is shorter than 32 bytes, so it could be guessed.'],
    ['0123456789abcdef0123456789abcde', 'is shorter than 32 bytes, so it could be guessed.'],
    [`${SECRET}\n`, 'begins or ends with a space or a line break.'],
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
    ['until a day', '2026-03-04', "isn't a time with a time zone."],
    ['until a day that is none', '2026-13-44T12:00:00Z', "isn't a time with a time zone."],
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

describe('the place of the record', () => {
  it('is a folder or a server, not both', () => {
    const both = { DATA_DIR: '/data', DATABASE_URL: 'postgres://db/x' }
    expect(wrong(both)).toEqual(['DATABASE_URL is set, and so is DATA_DIR.'])
  })

  it.each(['db.example', 'mysql://db/x', 'postgres://captain:%zz@db/x'])('may not be %s', (DATABASE_URL) => {
    expect(wrong({ DATABASE_URL })).toEqual(['DATABASE_URL is not the URL of a PostgreSQL server.'])
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
    expect(listSecrets(settings)).toEqual([
      PKCS8,
      SECRET,
      SECRET.toUpperCase(),
      'p@ss-word',
      'a token for the metrics',
    ])
  })

  it('is nothing where nothing is set', () => {
    expect(listSecrets(right({}))).toEqual([])
  })
})
