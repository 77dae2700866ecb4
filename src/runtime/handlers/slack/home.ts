import { withholdDetails } from '../../../messages/security/withhold-details.ts'
import { type Home, type ReleaseRow, renderHomeView } from '../../../messages/slack/home.ts'
import { findVoidApprovalReason } from '../../../release/lifecycle/rules/approvals.ts'
import { mayHear } from '../../../release/lifecycle/rules/channels.ts'
import { refuseRole } from '../../../release/lifecycle/rules/roles.ts'
import type { Release } from '../../../release/lifecycle/state.ts'
import { getOpenQuestion, getPicks, getPlan } from '../../../release/lifecycle/view.ts'
import { isSame } from '../../../release/lifecycle/who.ts'
import { listEndedSince, listOpenReleases } from '../../../store/events/releases.ts'
import { fetchAsker } from '../../commands/asker.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { Account, GitHubRepository } from '../../ports/github.ts'
import { loadRelease, parseRepositoryId } from '../../record/execute-command.ts'
import type { InteractionContext } from './interaction-result.ts'
import { type ActorQuery, resolveActor } from './resolve-actor.ts'

/** Releases that ended within so many seconds are shown, so many of them at most. */
const ENDED_SECONDS = 90 * 24 * 60 * 60
const MOST_ENDED = 8
const MOST_OPEN = 40

interface ReleaseListing extends ReleaseRow {
  readonly repo: GitHubRepository
}

/** Shows somebody the App's home: of each repository what they may read on GitHub, and nothing of one that is embargoed. */
export async function showHome({ deps, slack, interaction }: InteractionContext): Promise<void> {
  const all = await loadReleases(deps)
  const me = await listPeople(deps, interaction, all)
  const readable = await filterReadable(me, all)
  const open = readable.filter(({ release }) => release.status === 'open')
  const [anywhere] = me.values()
  const home: Home = {
    me: anywhere?.login ?? null,
    waiting: await filterWaiting(me, open),
    open,
    ended: readable.filter(({ release }) => release.status !== 'open'),
    now: deps.now(),
  }
  await slack.showHome(interaction.user, renderHomeView(home))
}

/** As whom somebody acts in each repository, by its id: a policy may name people, and each repository has its own. */
type PersonAccounts = ReadonlyMap<number, Account>

/** Repositories whose policies are read where there is no release yet. */
const MOST_READ = 5

async function listPeople(
  deps: RuntimeDependencies,
  { workspace, user }: InteractionContext['interaction'],
  all: readonly ReleaseListing[],
): Promise<PersonAccounts> {
  const me = new Map<number, Account>()
  const seen = new Set<number>()
  for (const { repo, terms } of await listPlaces(deps, all)) {
    if (seen.has(repo.ref.id)) continue
    seen.add(repo.ref.id)
    const known = await resolveActor(deps, { workspace, user, repo, terms })
    if (known.kind === 'linked') me.set(repo.ref.id, known.account)
  }
  return me
}

async function listPlaces(
  { github }: RuntimeDependencies,
  all: readonly ReleaseListing[],
): Promise<readonly Pick<ActorQuery, 'repo' | 'terms'>[]> {
  if (all.length > 0) return all.map(({ repo, release }) => ({ repo, terms: release.ledger.about.terms }))

  const some = (await github.listRepositories()).slice(0, MOST_READ)
  return Promise.all(some.map(async ({ id }) => ({ repo: await github.openRepository(id), terms: null })))
}

async function loadReleases(deps: RuntimeDependencies): Promise<readonly ReleaseListing[]> {
  const rows = await deps.store.transact(async (unit) => {
    const open = await listOpenReleases(unit, null)
    const ended = await listEndedSince(unit, deps.now() - ENDED_SECONDS)
    return [...open.slice(0, MOST_OPEN), ...ended.slice(0, MOST_ENDED)]
  })
  const found: ReleaseListing[] = []
  for (const { release: id } of rows) {
    const { release, events } = await deps.store.transact((unit) => loadRelease(unit, id))
    if (release.status === 'unopened' || !mayHear(release).includes('team')) continue
    const repo = await deps.github.openRepository(parseRepositoryId(id))
    const told = withholdDetails({ release, events }, 'team')
    found.push({ release: told.release, repo, webUrl: repo.webUrl })
  }
  return found
}

async function filterReadable(
  me: PersonAccounts,
  all: readonly ReleaseListing[],
): Promise<readonly ReleaseListing[]> {
  const may = new Map<number, boolean>()
  for (const { repo } of all) {
    const { id } = repo.ref
    const account = me.get(id)
    if (!account || may.has(id)) continue
    const { permission } = await repo.fetchAccess(account.login, [])
    may.set(id, permission !== 'none' && permission !== 'unknown')
  }
  return all.filter(({ repo }) => may.get(repo.ref.id) === true)
}

/** Those with a question that a go of theirs would count for. */
async function filterWaiting(
  me: PersonAccounts,
  open: readonly ReleaseListing[],
): Promise<readonly ReleaseListing[]> {
  const found: ReleaseListing[] = []
  for (const one of open) {
    const account = me.get(one.repo.ref.id)
    if (account && (await isWaitingFor(account, one))) found.push(one)
  }
  return found.toSorted((a, b) => getAskedAt(a.release) - getAskedAt(b.release))
}

async function isWaitingFor(me: Account, { release, repo }: ReleaseListing): Promise<boolean> {
  const { ledger } = release
  const plan = getPlan(release)
  const question = getOpenQuestion(release)
  if (!plan || !question || question.approvals.some((one) => isSame(one, me))) return false

  const { terms } = ledger.about
  const asker = await fetchAsker({ repo, by: me }, terms)
  if (refuseRole('approver', asker, terms)) return false
  return (
    findVoidApprovalReason(me, ledger, {
      step: question.subject.step,
      plan,
      picks: getPicks(release),
    }) === null
  )
}

function getAskedAt(release: Exclude<Release, { status: 'unopened' }>): number {
  return getOpenQuestion(release)?.openedAt ?? 0
}
