import { expect, it } from 'vitest'
import { toWebUrl } from '../../src/planner/ground/web-url.ts'

it.each([
  ['https://github.com/godel/godel.git', 'https://github.com/godel/godel'],
  ['https://token@GitHub.com/godel/godel/', 'https://github.com/godel/godel'],
  ['https://ada:s3cret@git.example.org:8443/team/sub/godel', 'https://git.example.org/team/sub/godel'],
  ['git@github.com:godel/godel.git', 'https://github.com/godel/godel'],
  ['ssh://git@git.example.org:2222/godel/godel.git', 'https://git.example.org/godel/godel'],
  ['git://git.example.org/godel/godel', 'https://git.example.org/godel/godel'],
])('%s has its page at %s', (remote, page) => {
  expect(toWebUrl(remote)).toBe(page)
})

it.each([
  '/srv/git/godel.git',
  '../godel',
  'file:///srv/git/godel.git',
  'https://github.com/a b/c',
  'https://h/x?y=[z](w)',
  '',
])('%s has no page that could be linked to', (remote) => {
  expect(toWebUrl(remote)).toBeNull()
})
