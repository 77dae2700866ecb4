import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyRemoteFailure, findTellingLine } from '../../../src/git/remotes/remote-failure.ts'
import { parseRemote, stripCredentials } from '../../../src/git/remotes/remote-url.ts'

describe('a remote', () => {
  it.each([
    'https://github.com/o/r.git',
    'http://127.0.0.1:3000/r.git',
    'ssh://git@host:22/r.git',
    'git@github.com:o/r.git',
    'host:r.git',
    'file:///srv/r.git',
    'git://host/r.git',
    '/srv/r.git',
  ])('is %s as it stands', (url) => {
    expect(parseRemote(url)).toMatchObject({ url, env: {} })
  })

  it('is a path, taken from the current folder', () => {
    expect(parseRemote('../r.git').url).toMatch(/^\/.*\/r\.git$/)
    expect(parseRemote('./a:b').url).toMatch(/^\/.*\/a:b$/)
  })

  it.each([
    'ext::sh -c id',
    'fd::7',
    '::x',
    'https::http://x',
    '-oProxyCommand=id',
    '--upload-pack=id',
    'ssh://-oProxyCommand=id/x',
    'ssh://%2DoProxyCommand=id/x',
    'ssh://user@-oProxyCommand=id/x',
    '-x:r.git',
    'user@-x:r.git',
    'ftp://host/x',
    'javascript://x',
    'https://',
    'https://ho st/x',
    'a\nb',
    'a\0b',
    '',
  ])('is never %j', (url) => {
    expect(() => parseRemote(url)).toThrow(/cannot be used as a remote/)
  })

  it('keeps its password out of its address', () => {
    const { url, env, scrub } = parseRemote('https://me:s%2Fcret@host/r.git')
    expect(url).toBe('https://host/r.git')
    expect(env['GIT_CONFIG_KEY_0']).toBe('http.https://host/.extraHeader')
    expect(scrub('s/cret s%2Fcret https://u:p@h/x bWU6cy9jcmV0')).toBe('*** *** https://h/x ***')
  })

  it('does not tell its credentials when it is refused', () => {
    expect(() => parseRemote('ftp://me:secret@host/x')).not.toThrow(/secret/)
  })

  it('property: no text that was scrubbed has a password in a URL', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{8,20}$/)
    fc.assert(
      fc.property(secret, secret, fc.string(), (user, password, rest) => {
        const text = stripCredentials(`x https://${user}:${password}@host/${rest} y https://${password}@h`)
        expect(text.replace(rest, '')).not.toContain(password)
      }),
    )
  })
})

describe("git's words", () => {
  it.each([
    ["fatal: could not read Username for 'https://x': terminal prompts disabled", 'unauthenticated'],
    ["fatal: Authentication failed for 'https://x/'", 'unauthenticated'],
    [
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'forbidden',
    ],
    [
      'remote: Permission to o/r.git denied to me.\nfatal: unable to access: The requested URL returned error: 403',
      'forbidden',
    ],
    ['remote: Repository not found.\nfatal: repository x not found', 'not-found'],
    ["fatal: '/x' does not appear to be a git repository", 'not-found'],
    ["fatal: unable to access 'https://x/': Could not resolve host: x", 'unreachable'],
    ['ssh: connect to host x port 22: Connection refused', 'unreachable'],
    ['fatal: the remote end hung up unexpectedly', 'unreachable'],
    ['fatal: write error: No space left on device', 'disk-full'],
    ["fatal: detected dubious ownership in repository at '/x'", 'ownership'],
    [
      'fatal: git upload-pack: aborting due to possible repository corruption on the remote side.\nfatal: early EOF',
      'damaged',
    ],
    ['error: object file is empty', null],
  ])('%j mean %s', (stderr, failure) => {
    expect(classifyRemoteFailure(stderr)).toBe(failure)
  })

  it('are told by the line that says most', () => {
    expect(findTellingLine('hint: x\nfatal: no way\nmore')).toBe('no way')
    expect(findTellingLine('')).toBe('git said nothing')
  })
})
