import { type Home, homeView, type Listed } from '../../../messages/slack/home.ts'
import { whyNot } from '../../../release/lifecycle/approvals.ts'
import { mayHear } from '../../../release/lifecycle/hearing.ts'
import { refusedRole } from '../../../release/lifecycle/roles.ts'
import type { Release } from '../../../release/lifecycle/state.ts'
import { getOpenQuestion, getPicks, getPlan } from '../../../release/lifecycle/view.ts'
import { isSame } from '../../../release/lifecycle/who.ts'
import { endedSince, openReleases } from '../../../store/releases.ts'
import { askerOf } from '../../commands/standing.ts'
import type { Account, Hub } from '../../ports/github.ts'
import { loadRelease, repositoryOf } from '../../record.ts'
import type { World } from '../../world.ts'
import { type Acting, actingAs } from './acting.ts'
import type { InSlack } from './obeyed.ts'

/** Releases that ended within so many seconds are shown, so many of them at most. */
const ENDED_SECONDS = 90 * 24 * 60 * 60
const MOST_ENDED = 8
const MOST_OPEN = 40

interface Looked extends Listed {
  readonly hub: Hub
}

/** Shows somebody the App's home: of each repository what they may read on GitHub, and nothing of one that is embargoed. */
export async function showHome({ world, slack, arrival }: InSlack): Promise<void> {
  const all = await lookedAt(world)
  const me = await peopleIn(world, arrival, all)
  const readable = await readableBy(me, all)
  const open = readable.filter(({ release }) => release.status === 'open')
  const [anywhere] = me.values()
  const home: Home = {
    me: anywhere?.login ?? null,
    waiting: await waitingFor(me, open),
    open,
    ended: readable.filter(({ release }) => release.status !== 'open'),
    now: world.now(),
  }
  await slack.showHome(arrival.user, homeView(home))
}

/** As whom somebody acts in each repository, by its id: a policy may name people, and each repository has its own. */
type Me = ReadonlyMap<number, Account>

/** Repositories whose policies are read where there is no release yet. */
const MOST_READ = 5

async function peopleIn(
  world: World,
  { workspace, user }: InSlack['arrival'],
  all: readonly Looked[],
): Promise<Me> {
  const me = new Map<number, Account>()
  const seen = new Set<number>()
  for (const { hub, terms } of await placesOf(world, all)) {
    if (seen.has(hub.ref.id)) continue
    seen.add(hub.ref.id)
    const known = await actingAs(world, { workspace, user, hub, terms })
    if (known.kind === 'linked') me.set(hub.ref.id, known.account)
  }
  return me
}

async function placesOf(
  { github }: World,
  all: readonly Looked[],
): Promise<readonly Pick<Acting, 'hub' | 'terms'>[]> {
  if (all.length > 0) return all.map(({ hub, release }) => ({ hub, terms: release.ledger.about.terms }))

  const some = (await github.repositories()).slice(0, MOST_READ)
  return Promise.all(some.map(async ({ id }) => ({ hub: await github.hub(id), terms: null })))
}

async function lookedAt(world: World): Promise<readonly Looked[]> {
  const rows = await world.store.transact(async (unit) => {
    const open = await openReleases(unit, null)
    const ended = await endedSince(unit, world.now() - ENDED_SECONDS)
    return [...open.slice(0, MOST_OPEN), ...ended.slice(0, MOST_ENDED)]
  })
  const found: Looked[] = []
  for (const { release: id } of rows) {
    const { release } = await world.store.transact((unit) => loadRelease(unit, id))
    if (release.status === 'unopened' || !mayHear(release).includes('team')) continue
    const hub = await world.github.hub(repositoryOf(id))
    found.push({ release, hub, webUrl: hub.webUrl })
  }
  return found
}

async function readableBy(me: Me, all: readonly Looked[]): Promise<readonly Looked[]> {
  const may = new Map<number, boolean>()
  for (const { hub } of all) {
    const { id } = hub.ref
    const account = me.get(id)
    if (!account || may.has(id)) continue
    const { permission } = await hub.standing(account.login, [])
    may.set(id, permission !== 'none' && permission !== 'unknown')
  }
  return all.filter(({ hub }) => may.get(hub.ref.id) === true)
}

/** Those with a question that a go of theirs would count for. */
async function waitingFor(me: Me, open: readonly Looked[]): Promise<readonly Looked[]> {
  const found: Looked[] = []
  for (const one of open) {
    const account = me.get(one.hub.ref.id)
    if (account && (await waits(account, one))) found.push(one)
  }
  return found.toSorted((a, b) => askedAt(a.release) - askedAt(b.release))
}

async function waits(me: Account, { release, hub }: Looked): Promise<boolean> {
  const { ledger } = release
  const plan = getPlan(release)
  const question = getOpenQuestion(release)
  if (!plan || !question || question.approvals.some((one) => isSame(one, me))) return false

  const { terms } = ledger.about
  const asker = await askerOf({ hub, by: me }, terms)
  if (refusedRole('approver', asker, terms)) return false
  return (
    whyNot(me, ledger, {
      step: question.subject.step,
      plan,
      picks: getPicks(release),
    }) === null
  )
}

function askedAt(release: Exclude<Release, { status: 'unopened' }>): number {
  return getOpenQuestion(release)?.openedAt ?? 0
}
