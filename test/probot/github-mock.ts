import nock from 'nock'
import { afterEach, beforeEach } from 'vitest'

/** A call that was answered: `POST /repos/Codertocat/Hello-World/issues/1/comments`, and what was sent. */
export interface Call {
  readonly call: string
  readonly body: unknown
  readonly authorization: string
}

export interface MockedGitHub {
  /** Every call, in order. */
  readonly calls: readonly Call[]
  /** Answers a call, as often as it comes: `GET /app`. */
  on(call: string, body: object, status?: number): void
}

/** Lets a test file call no host but those that it mocks. */
export function useNock(): void {
  beforeEach(() => {
    nock.disableNetConnect()
    // The database may be a server on this machine, behind a port or a socket.
    nock.enableNetConnect(/^(?:127\.0\.0\.1|localhost)(?::|$)/)
  })
  afterEach(() => {
    nock.cleanAll()
    nock.enableNetConnect()
  })
}

/** A GitHub that answers what it is told to, at an address: `https://api.github.com`. */
export function mockGitHub(api: string): MockedGitHub {
  const { origin, pathname } = new URL(api)
  const base = pathname === '/' ? '' : pathname
  const calls: Call[] = []
  return {
    calls,
    on(call, body, status = 200) {
      const [method = 'GET', path = ''] = call.split(' ')
      const answer = async (request: Request) => {
        const sent = await request.text()
        const authorization = request.headers.get('authorization') ?? ''
        calls.push({ call, body: sent === '' ? null : JSON.parse(sent), authorization })
        return [status, body]
      }
      const asked = (url: string) => url.split('?')[0] === base + path
      nock(origin).persist().intercept(asked, method).reply(answer)
    },
  }
}

/** Lets the App be installed as 7 on one repository, and gives it a token for each reach. */
export function mockInstallation(
  github: MockedGitHub,
  { id, fullName }: { id: number; fullName: string },
): void {
  const [login = '', name = ''] = fullName.split('/')
  const repository = {
    id,
    name,
    full_name: fullName,
    owner: { login },
    default_branch: 'master',
    private: false,
  }
  github.on('GET /app', { slug: 'release-captain' })
  github.on('GET /app/installations', [{ id: 7, suspended_at: null }])
  github.on(
    'POST /app/installations/7/access_tokens',
    { token: 'ghs_narrowToken0123456789', expires_at: '2099-01-01T00:00:00Z' },
    201,
  )
  github.on('GET /installation/repositories', { repositories: [repository] })
  github.on('GET /users/release-captain%5Bbot%5D', { id: 99, login: 'release-captain[bot]' })
}
