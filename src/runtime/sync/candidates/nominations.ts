import { renderLabelRefused } from '../../../messages/github/comments/label-refused.ts'
import { findLabel } from '../../../release/eligibility/labels.ts'
import { refuseRole } from '../../../release/lifecycle/rules/roles.ts'
import { listTeams, type Terms } from '../../../release/lifecycle/terms.ts'
import type { Asker } from '../../../release/lifecycle/who.ts'
import type { GitHubRepository, Issue, LabelSetting } from '../../ports/github.ts'
import { Later } from '../../ports/retry-later.ts'

/** What somebody who may do so has made a candidate, by a label on it or on an issue that it closes. */
export interface Nomination {
  /** `#12` for a pull request, the whole sha for a commit that came by none. */
  readonly candidate: string
  readonly open: boolean
  readonly by: Asker
  /** When the label was set, in seconds since 1970. */
  readonly at: number
}

/** A label by somebody without the right to it. */
interface RefusedLabel {
  /** Who set it. */
  readonly to: number
  readonly number: number
  /** Of this setting of the label, and no other. */
  readonly id: string
  readonly label: string
  readonly text: string
}

export interface Nominations {
  readonly taken: readonly Nomination[]
  readonly refused: readonly RefusedLabel[]
}

/** By what policy a label counts, of which issues and pull requests, and what time it is. */
interface NominationQuery {
  readonly terms: Terms
  /** Those that nominate, by policy. */
  readonly labels: readonly string[]
  /** Issues and pull requests with one of them. */
  readonly labelled: readonly Issue[]
  /** Commits that came by no pull request and close an issue, by its number. */
  readonly closedBy: ReadonlyMap<number, readonly string[]>
  /** Which closed ones matter: what is released, or was given up, keeps its label for ever. */
  readonly matters: (closed: Issue) => boolean
  /** Seconds since 1970. */
  readonly now: number
}

/** Seconds. */
const ASK_AGAIN = 30

/**
 * Every label that makes a candidate, with the right of who set it asked of GitHub now: who may label is the policy's
 * to say, and GitHub lets people label who may not (threat C6).
 *
 * @throws {Later} where GitHub did not say: what is not known gives no right, and takes none (law 9)
 */
export async function readNominations(
  repo: GitHubRepository,
  { terms, labels, labelled, closedBy, matters, now }: NominationQuery,
): Promise<Nominations> {
  const askers = new Map<number, Promise<Asker>>()
  const read = (item: Issue) => readNomination(repo, item, { terms, labels, closedBy, now, askers })
  // Side by side: each is a question of its own to GitHub, and the client limits how many are on their way.
  const found = await Promise.all(labelled.filter((one) => one.state === 'open' || matters(one)).map(read))
  return {
    taken: found.flatMap((one) => one.taken),
    refused: found.flatMap((one) => one.refused),
  }
}

const NOTHING: Nominations = { taken: [], refused: [] }

interface NominationReading extends Omit<NominationQuery, 'matters' | 'labelled'> {
  /** What was asked of somebody already; one person labels much. */
  readonly askers: Map<number, Promise<Asker>>
}

async function readNomination(
  repo: GitHubRepository,
  item: Issue,
  { terms, labels, closedBy, now, askers }: NominationReading,
): Promise<Nominations> {
  const settings = await repo.labelsSet(item.number)
  const setting = settings.find(({ label }) => findLabel([label], labels) !== undefined)
  if (!setting) return NOTHING
  const by = await fetchAskerOnce(askers, setting, { repo, terms })
  if (!refuseRole(ROLE, by, terms))
    return {
      taken: await listNominations(repo, { item, closedBy }, { by, at: setting.at }),
      refused: [],
    }
  if (isUnknown(by)) throw new Later(now + ASK_AGAIN, `GitHub didn't say what ${by.person.login} may do.`)
  return { taken: [], refused: [createLabelRefusal(item, setting, terms)] }
}

function isUnknown({ account, permission, teams }: Asker): boolean {
  return account === 'user' && (permission === 'unknown' || teams === 'unknown')
}

/** Who may label (`roles.contributor`). */
const ROLE = 'contributor'

async function fetchAskerOnce(
  askers: Map<number, Promise<Asker>>,
  { by }: LabelSetting,
  { repo, terms }: { readonly repo: GitHubRepository; readonly terms: Terms },
): Promise<Asker> {
  const asked =
    askers.get(by.id) ??
    repo.fetchAccess(by.login, listTeams(terms)).then((standing) => {
      const { id, login, kind } = by
      return { person: { id, login }, account: kind, ...standing }
    })
  askers.set(by.id, asked)
  return asked
}

/** Issues and pull requests with one of the labels, each once. */
export async function listLabelled(
  repo: GitHubRepository,
  labels: readonly string[],
): Promise<readonly Issue[]> {
  const found = new Map<number, Issue>()
  for (const label of labels) for (const one of await repo.labelled(label)) found.set(one.number, one)
  return [...found.values()]
}

/**
 * A pull request stands for itself, an issue for the pull requests that closed it, or are to close it; where there are
 * none, for the commits that closed it.
 */
async function listNominations(
  repo: GitHubRepository,
  { item, closedBy }: { readonly item: Issue } & Pick<NominationQuery, 'closedBy'>,
  said: { readonly by: Asker; readonly at: number },
): Promise<Nomination[]> {
  const open = item.state === 'open'
  if (item.isPullRequest) return [{ candidate: `#${item.number}`, open, ...said }]

  const pulls = await repo.listPullRequestsClosing(item.number)
  const closing = pulls.length > 0 ? pulls.map((pull) => `#${pull}`) : (closedBy.get(item.number) ?? [])
  return closing.map((candidate) => ({ candidate, open, ...said }))
}

function createLabelRefusal({ number }: Issue, { label, by, at }: LabelSetting, terms: Terms): RefusedLabel {
  const text = renderLabelRefused({ login: by.login, label, needs: ROLE, terms })
  return { to: by.id, number, id: `label-${number}-${at}-${by.id}`, label, text }
}
