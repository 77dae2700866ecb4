import { describe, expect, it } from 'vitest'
import { createTerms, type Terms } from '../../../src/release/lifecycle/terms.ts'
import { policySchema } from '../../../src/release/policy.ts'
import { beginLink } from '../../../src/runtime/identity/begin-link.ts'
import { findPerson, findSlackUsers } from '../../../src/runtime/identity/find-person.ts'
import { addLink } from '../../../src/store/links/links.ts'
import { openAdapter } from '../../adapters/github/world.ts'
import { sharedRecord } from '../../http/servers.ts'

const record = sharedRecord()
let workspaces = 0

/** Ada and Grace on GitHub; who is linked, and whom the policy names. */
async function openPeople(options: Parameters<typeof openAdapter>[1] = {}) {
  const { github, repo } = await openAdapter({}, options)
  const store = await record()
  workspaces += 1
  const workspace = `T${workspaces}`
  const ids = new Map(['ada', 'grace'].map((login) => [login, github.person(login).id]))
  const idOf = (login: string) => ids.get(login) ?? 0
  return {
    github,
    idOf,
    links: (user: string, login: string) =>
      store.transact((unit) =>
        addLink(unit, { workspace, user }, { githubId: idOf(login), githubLogin: login, at: 1 }),
      ),
    terms: (slack: Record<string, string>): Terms =>
      createTerms(policySchema.parse({ people: { slack } }), ids),
    is: (user: string, terms: Terms | null = null) => findPerson({ store }, { workspace, user, terms, repo }),
    users: (logins: readonly string[], terms: Terms | null = null) =>
      store.transact((unit) => findSlackUsers(unit, workspace, { githubIds: logins.map(idOf), terms })),
  }
}

describe('somebody in Slack', () => {
  it('is who they linked themselves with', async () => {
    const { links, is, idOf } = await openPeople()
    await links('U0ADA', 'ada')
    const account = { id: idOf('ada'), login: 'ada', kind: 'user' }
    expect(await is('U0ADA')).toEqual({ kind: 'linked', account })
  })

  it('is who the policy says, where they have not linked themselves', async () => {
    const { links, is, terms } = await openPeople()
    const policy = terms({ U0ADA: 'ada', U0GRACE: 'ada' })
    await links('U0GRACE', 'grace')
    expect(await is('U0ADA', policy)).toMatchObject({ account: { login: 'ada' } })
    expect(await is('U0GRACE', policy)).toMatchObject({ account: { login: 'grace' } })
  })

  it('is no one without either, whatever they are called', async () => {
    const { is, terms } = await openPeople()
    expect(await is('ada')).toEqual({ kind: 'unlinked' })
    expect(await is('constructor', terms({ U0ADA: 'ada' }))).toEqual({ kind: 'unlinked' })
    expect(await is('U0NOBODY', terms({ U0NOBODY: 'nobody' }))).toEqual({ kind: 'unlinked' })
  })

  it('is nobody in another workspace', async () => {
    const one = await openPeople()
    await one.links('U0ADA', 'ada')
    const other = await openPeople()
    expect(await other.is('U0ADA')).toEqual({ kind: 'unlinked' })
  })

  it('goes on under another name, and who takes the old one is not them (threat B2)', async () => {
    const { links, is, github, idOf } = await openPeople()
    await links('U0ADA', 'ada')
    github.renamesPerson('ada', 'countess')
    const { id: other } = github.person('ada')

    const account = { id: idOf('ada'), login: 'countess', kind: 'user' }
    expect(await is('U0ADA')).toEqual({ kind: 'linked', account })
    expect(other).not.toBe(account.id)
  })

  it('is nobody where GitHub knows that account no more, and the name is somebody else’s', async () => {
    const { links, is, github } = await openPeople(notById())
    await links('U0ADA', 'ada')
    github.renamesPerson('ada', 'countess')
    github.person('ada')
    expect(await is('U0ADA')).toEqual({ kind: 'renamed', login: 'ada' })
  })

  it('is known by the name where a server of GitHub’s tells nobody by their id', async () => {
    const { links, is } = await openPeople(notById())
    await links('U0ADA', 'ada')
    expect(await is('U0ADA')).toMatchObject({ kind: 'linked', account: { login: 'ada' } })
  })
})

/** A GitHub that knows no `/user/ID`. */
function notById(): Parameters<typeof openAdapter>[1] {
  return {
    fetch: async (url, init) =>
      String(url).includes('/user/')
        ? new Response('{"message":"Not Found"}', { status: 404 })
        : fetch(url, init),
  }
}

describe('who may be mentioned', () => {
  it('are those who are known, a link before the policy', async () => {
    const { links, users, terms, idOf } = await openPeople()
    await links('U0ADA', 'ada')
    const policy = terms({ U1ADA: 'ada', U0GRACE: 'grace' })
    expect(await users(['ada', 'grace'])).toEqual(new Map([[idOf('ada'), 'U0ADA']]))
    expect(await users(['ada', 'grace'], policy)).toEqual(
      new Map([
        [idOf('ada'), 'U0ADA'],
        [idOf('grace'), 'U0GRACE'],
      ]),
    )
    expect(await users([])).toEqual(new Map())
  })

  it('are no longer by the policy who linked themselves with somebody else', async () => {
    const { links, users, terms, idOf } = await openPeople()
    await links('U0ADA', 'grace')
    const policy = terms({ U0ADA: 'ada' })
    expect(await users(['ada', 'grace'], policy)).toEqual(new Map([[idOf('grace'), 'U0ADA']]))
  })
})

describe('a link where linking is not set up', () => {
  it('is refused with what is missing', async () => {
    const store = await record()
    await expect(beginLink({ store, signIn: null }, { workspace: 'T1', user: 'U1', at: 1 })).rejects.toThrow(
      "You can't link your GitHub account, because linking isn't set up.",
    )
  })
})
