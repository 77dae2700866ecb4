import { describe, expect, it } from 'vitest'
import { refuseUnsafeRun } from '../../src/settings/probot-run.ts'
import { APP, right, SECRET, wrong } from './environments.ts'

describe('a setting that Probot’s users know', () => {
  it('says where GitHub posts to, and from which channel deliveries are fetched', () => {
    const env = { ...APP, WEBHOOK_PATH: '/webhooks/github', WEBHOOK_PROXY_URL: 'https://smee.io/abc' }
    expect(right(env)).toMatchObject({
      app: { webhook: { path: '/webhooks/github', proxyUrl: 'https://smee.io/abc' } },
    })
    expect(right(APP)).toMatchObject({ app: { webhook: { path: null, proxyUrl: null } } })
  })

  it.each(['webhooks', '/', '/a/', '/a?b', '/a/../b', '/a b', 'https://captain.example/hooks'])(
    'WEBHOOK_PATH=%s is refused: it is no path',
    (WEBHOOK_PATH) => {
      expect(wrong({ ...APP, WEBHOOK_PATH })).toEqual([
        "WEBHOOK_PATH isn't a path such as /api/github/webhooks.",
      ])
    },
  )

  it.each(['/metrics', '/healthz', '/readyz', '/probot', '/ping', '/slack/events', '/link/github'])(
    'WEBHOOK_PATH=%s is refused: something else is there, or nothing must be',
    (WEBHOOK_PATH) => {
      expect(wrong({ ...APP, WEBHOOK_PATH })).toEqual(['WEBHOOK_PATH is already used for something else.'])
    },
  )

  it.each(['smee.io/abc', 'http://smee.io/abc', 'ftp://smee.io/abc', 'https://ada:pw@smee.io/abc'])(
    'WEBHOOK_PROXY_URL=%s is refused',
    (WEBHOOK_PROXY_URL) => {
      expect(wrong({ ...APP, WEBHOOK_PROXY_URL })).toEqual([
        "WEBHOOK_PROXY_URL isn't an https URL without credentials.",
      ])
    },
  )

  it.each([
    [{ GHE_HOST: 'github.acme.example' }, 'https://github.acme.example/api/v3'],
    [{ GHE_HOST: 'github.acme.example', GHE_PROTOCOL: 'https' }, 'https://github.acme.example/api/v3'],
    [{ GHE_HOST: 'octo.ghe.com' }, 'https://api.octo.ghe.com'],
    [{ GHE_HOST: '127.0.0.1:4000', GHE_PROTOCOL: 'http' }, 'http://127.0.0.1:4000/api/v3'],
  ])('%j names the GitHub', (env, api) => {
    expect(right({ ...APP, ...env })).toMatchObject({ app: { github: { api } } })
  })

  it('GHE_HOST is refused beside GITHUB_URL, without https, and with a path', () => {
    const GHE_HOST = 'github.acme.example'
    expect(wrong({ ...APP, GHE_HOST, GITHUB_URL: 'https://github.com' })).toEqual([
      'GHE_HOST is set, and so is GITHUB_URL.',
    ])
    expect(wrong({ ...APP, GHE_HOST, GHE_PROTOCOL: 'http' })).toEqual([
      "GHE_HOST isn't https, so others could read tokens.",
    ])
    expect(wrong({ ...APP, GHE_HOST: `${GHE_HOST}/api/v3` })).toEqual(['GHE_HOST has a path or query.'])
  })

  it('LOG_FORMAT is json or pretty', () => {
    expect(right({ LOG_FORMAT: 'pretty' })).toMatchObject({ logFormat: 'pretty' })
    expect(wrong({ LOG_FORMAT: 'xml' })).toEqual(["LOG_FORMAT isn't a known value."])
  })

  it('SENTRY_DSN and REDIS_URL are refused with the reason', () => {
    const env = { ...APP, SENTRY_DSN: 'https://key@sentry.example/1', REDIS_URL: 'redis://127.0.0.1' }
    expect(wrong(env)).toEqual([
      "SENTRY_DSN isn't supported: errors would be sent to a third party together with the webhook payload.",
      "REDIS_URL isn't supported: jobs and limits are kept in the database.",
    ])
  })
})

describe('probot run', () => {
  const env = { WEBHOOK_SECRET: SECRET }

  it.each([{}, { HOST: '127.0.0.1' }, { HOST: 'localhost' }, { HOST: '::1' }])(
    'works on this machine: %j',
    (host) => {
      expect(() => refuseUnsafeRun({ argv: ['run', 'src/index.ts'], env: { ...env, ...host } })).not.toThrow()
    },
  )

  it.each([
    ['without a secret', ['run'], {}, 'WEBHOOK_SECRET is not set.'],
    [
      'with a short one',
      ['run'],
      { WEBHOOK_SECRET: 'development' },
      'WEBHOOK_SECRET is shorter than 32 bytes',
    ],
    ['with one that others can read', ['run', '-s', SECRET], env, '--secret shows the secret'],
    ['where other machines reach it', ['run'], { ...env, HOST: '0.0.0.0' }, 'HOST is 0.0.0.0'],
    ['where a flag says so', ['run', '--host', '10.0.0.1'], env, 'HOST is 10.0.0.1'],
  ])('is refused %s', (_, argv, given, what) => {
    expect(() => refuseUnsafeRun({ argv, env: given })).toThrow(what)
  })
})
