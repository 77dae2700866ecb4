import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getStatus } from '../../../src/adapters/github/calls/failure.ts'
import { redactSecrets } from '../../../src/adapters/github/calls/redact-secrets.ts'
import { toCallError } from '../../../src/adapters/github/calls/refusals.ts'

const CALL = { method: 'PATCH', path: '/repos/godel/api/git/refs/heads/main' }

function no(status: number, body: unknown, headers: Record<string, string> = {}): Error {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)).buffer
  return toCallError(CALL, { status, headers: new Headers(headers), bytes })
}

describe('a no of GitHub’s', () => {
  it.each([
    [
      'names the permissions that go together, and those that would do instead',
      no(
        403,
        { message: 'Resource not accessible by integration' },
        {
          'x-accepted-github-permissions': 'contents=write,workflows=write; administration=write',
        },
      ),
      'GitHub does not let the App do `PATCH /repos/godel/api/git/refs/heads/main`: it lacks the permission `contents: write` and `workflows: write`, or `administration: write`.',
    ],
    [
      'says no more than GitHub does of permissions',
      no(
        403,
        { message: 'Resource not accessible by integration' },
        { 'x-accepted-github-permissions': '??' },
      ),
      'GitHub does not let the App do `PATCH /repos/godel/api/git/refs/heads/main`.',
    ],
    [
      'names the rules of a repository',
      no(422, { message: 'Repository rule violations found\n\nCannot update this protected ref.' }),
      "A repository rule doesn't allow `PATCH /repos/godel/api/git/refs/heads/main`: Repository rule violations found Cannot update this protected ref.",
    ],
    [
      'lists all that is wrong',
      no(422, { message: 'Validation Failed', errors: [{ code: 'already_exists', field: 'x' }, 'and more'] }),
      'GitHub does not take `PATCH /repos/godel/api/git/refs/heads/main`: Validation Failed: already exists: and more.',
    ],
    [
      'of something gone',
      no(410, { message: 'Issues are disabled for this repo' }),
      'GitHub has closed `PATCH /repos/godel/api/git/refs/heads/main` permanently: Issues are disabled for this repo.',
    ],
    [
      'that the law orders',
      no(451, { message: 'Repository access blocked' }),
      'GitHub may not show `PATCH /repos/godel/api/git/refs/heads/main`: Repository access blocked.',
    ],
  ])('%s', (_, refused, what) => {
    expect(refused).toMatchObject({ name: 'Refused', refusal: { kind: 'repository', what } })
  })

  it.each([400, 401, 405, 409, 500, 502])('of %i is no refusal but an error', (status) => {
    const failed = no(status, { message: 'So it is' })
    expect([failed.name, failed.message]).toEqual([
      'CallFailed',
      `PATCH /repos/godel/api/git/refs/heads/main: ${status} So it is`,
    ])
  })

  it('keeps its status whatever it becomes', () => {
    expect([403, 404, 409, 500].map((status) => getStatus(no(status, {})))).toEqual([403, 404, 409, 500])
    expect(getStatus(new Error('other'))).toBeNull()
  })

  it('that is a page of HTML, or nothing at all, is put into words of ours', () => {
    expect(no(502, '<html>Unicorn!</html>').message).toContain('502 it has a problem')
    expect(no(400, '').message).toContain("400 it didn't say why")
  })

  it('is cut where it is endless', () => {
    expect(no(500, { message: 'x'.repeat(100_000) }).message.length).toBeLessThan(600)
  })
})

describe('what looks like a secret', () => {
  it('is taken out of any text, wherever it stands', () => {
    const secret = fc.tuple(
      fc.constantFrom('ghs_', 'ghp_', 'gho_', 'github_pat_'),
      fc.stringMatching(/^[A-Za-z0-9]{16,40}$/),
    )
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), ([prefix, rest], before, after) => {
        expect(redactSecrets(`${before} ${prefix}${rest} ${after}`)).not.toContain(rest)
      }),
    )
    expect(redactSecrets('bearer eyJhbGciOi.eyJpc3MiOjF9.c2ln')).toBe('bearer [hidden]')
  })
})
