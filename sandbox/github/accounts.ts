import type { AccountState, App, Permissions } from './state.ts'
import type { World } from './world.ts'

type People = Pick<World, 'now' | 'nextId' | 'accounts'>

/** Who is to have an account; without them, name and mail address follow from the login. */
type NewAccount = Pick<AccountState, 'login' | 'type'> & Partial<Pick<AccountState, 'name' | 'email'>>

export function makeAccount({ now, nextId, accounts }: People, given: NewAccount): AccountState {
  const { login, type } = given
  const id = nextId()
  const isBot = type === 'Bot'
  const name = isBot ? login : `${login.charAt(0).toUpperCase()}${login.slice(1)}`
  const email = isBot ? `${id}+${login}@users.noreply.github.com` : `${login}@example.com`
  const account = { id, name, email, createdAt: now(), ...given }
  accounts.set(login.toLowerCase(), account)
  return account
}

/** A new App with its bot. */
export function makeApp(
  people: People,
  given: {
    readonly slug: string
    readonly owner: AccountState
    readonly permissions: Permissions
    readonly events: readonly string[]
  },
): App {
  const bot = makeAccount(people, { login: `${given.slug}[bot]`, type: 'Bot' })
  const id = people.nextId()
  const clientId = `Iv1.${id.toString(16).padStart(16, '0')}`
  return { ...given, id, clientId, name: given.slug, bot, createdAt: people.now() }
}

/** A team of the organisation; people are made on first mention. */
export function makeTeam(world: World, slug: string, logins: readonly string[]): void {
  const members = logins.map(
    (login) => world.accounts.get(login.toLowerCase()) ?? makeAccount(world, { login, type: 'User' }),
  )
  const organization = world.installed.app.owner
  world.teams.push({ id: world.nextId(), organization, slug, members: new Set(members.map(({ id }) => id)) })
}

/** Someone takes another name. Nothing leads on from the one that they had, as on GitHub for people. */
export function rename({ accounts }: Pick<World, 'accounts'>, login: string, to: string): void {
  const account = accounts.get(login.toLowerCase())
  if (!account) throw new Error(`The sandbox has no user called ${login}.`)
  accounts.delete(login.toLowerCase())
  account.login = to
  accounts.set(to.toLowerCase(), account)
}
