import { describe, expect, it } from 'vitest'
import { APP, right, wrong } from './settings/environments.ts'

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
    ['github.com', "isn't a URL."],
    ['https://github.example.com/api/v3', 'has a path or query.'],
    ['https://github.example.com/?a=1', 'has a path or query.'],
    ['https://user:password@github.example.com', 'contains credentials.'],
    ['http://github.example.com', "isn't https, so others could read tokens."],
    ['http://127.0.0.1.example.com', "isn't https, so others could read tokens."],
    ['file:///etc', 'has a path or query.'],
  ])('may not be %s', (GITHUB_URL, what) => {
    expect(wrong({ ...APP, GITHUB_URL })).toEqual([`GITHUB_URL ${what}`])
  })
})
