import type { Account, App, Permissions } from './state.ts'
import type { World } from './world.ts'

type People = Pick<World, 'now' | 'nextId' | 'accounts'>

/** A new account; its name and mail address follow from its login. */
export function makeAccount(
  { now, nextId, accounts }: People,
  login: string,
  type: Account['type'],
): Account {
  const name = `${login.charAt(0).toUpperCase()}${login.slice(1)}`
  const id = nextId()
  const email = type === 'Bot' ? `${id}+${login}@users.noreply.github.com` : `${login}@example.com`
  const account = { id, login, type, name: type === 'Bot' ? login : name, email, createdAt: now() }
  accounts.set(login.toLowerCase(), account)
  return account
}

/** A new App with its bot. */
export function makeApp(
  people: People,
  given: {
    readonly slug: string
    readonly owner: Account
    readonly permissions: Permissions
    readonly events: readonly string[]
  },
): App {
  const bot = makeAccount(people, `${given.slug}[bot]`, 'Bot')
  const id = people.nextId()
  const clientId = `Iv1.${id.toString(16).padStart(16, '0')}`
  return { ...given, id, clientId, name: given.slug, bot, createdAt: people.now() }
}

/** A team of the organisation; people are made on first mention. */
export function makeTeam(world: World, slug: string, logins: readonly string[]): void {
  const members = logins.map(
    (login) => world.accounts.get(login.toLowerCase()) ?? makeAccount(world, login, 'User'),
  )
  const organization = world.installed.app.owner
  world.teams.push({ id: world.nextId(), organization, slug, members: new Set(members.map(({ id }) => id)) })
}
