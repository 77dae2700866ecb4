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
