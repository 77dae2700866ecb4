import { describe, expect, it } from 'vitest'
import { listSecrets } from '../../src/settings.ts'
import { APP, right, wrong } from './environments.ts'

const LINKING = {
  GITHUB_CLIENT_ID: 'Iv23liABCDEFGHIJKLMN',
  GITHUB_CLIENT_SECRET: '0123456789abcdef0123456789abcdef01234567',
  PUBLIC_URL: 'https://captain.example',
}

describe('who is who in Slack', () => {
  it('is proved by the App’s client id and secret, at an address that browsers reach', () => {
    const settings = right({ ...APP, ...LINKING, PUBLIC_URL: 'https://captain.example/' })
    expect(settings).toMatchObject({
      app: {
        linking: {
          clientId: LINKING.GITHUB_CLIENT_ID,
          clientSecret: LINKING.GITHUB_CLIENT_SECRET,
          publicUrl: 'https://captain.example',
        },
      },
    })
    expect(listSecrets(settings)).toContain(LINKING.GITHUB_CLIENT_SECRET)
  })

  it('is proved by nobody without them', () => {
    expect(right(APP)).toMatchObject({ app: { linking: null } })
  })

  it.each([
    [{ PUBLIC_URL: '' }, ['PUBLIC_URL is not set.']],
    [
      { GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: '' },
      ['GITHUB_CLIENT_ID is not set.', 'GITHUB_CLIENT_SECRET is not set.'],
    ],
    [{ GITHUB_CLIENT_SECRET: 'a b' }, ["GITHUB_CLIENT_SECRET isn't a GitHub client id."]],
    [
      { PUBLIC_URL: 'http://captain.example' },
      ["PUBLIC_URL isn't https, so others could read what browsers send."],
    ],
    [{ PUBLIC_URL: 'https://captain.example/path' }, ['PUBLIC_URL has a path or query.']],
    [{ PUBLIC_URL: 'https://me@captain.example' }, ['PUBLIC_URL contains credentials.']],
    [{ PUBLIC_URL: 'captain.example' }, ["PUBLIC_URL isn't a URL."]],
  ])('needs all of it, and right: %o', (given, mistakes) => {
    expect(wrong({ ...APP, ...LINKING, ...given })).toEqual(mistakes)
  })

  it('may be tried on this machine without https', () => {
    const settings = right({ ...APP, ...LINKING, PUBLIC_URL: 'http://localhost:3000' })
    expect(settings).toMatchObject({ app: { linking: { publicUrl: 'http://localhost:3000' } } })
  })
})
