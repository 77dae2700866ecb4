import type { EmbargoTerms } from '../../release/lifecycle/embargo/words.ts'
import { createNextAdvisoryId } from '../../release/security/advisory.ts'
import { checkNextRelease } from '../../release/versions/versions.ts'
import { keepAdvisoryId, listAdvisoryIds } from '../../store/environments/advisory-ids.ts'
import { listReleases } from '../../store/events/releases.ts'
import type { Unit } from '../../store/transaction.ts'
import { createOpenCommand } from '../github-state/create-open-command.ts'
import type { RepositoryRef } from '../ports/github.ts'
import { createReleaseId, executeCommand, loadRelease } from '../record/execute-command.ts'
import { listRollbacks } from '../record/rollbacks.ts'
import {
  type CommandContext,
  type CommandOutcome,
  type Prepared,
  type RequestNamed,
  refuseCommand,
} from './command-context.ts'
import { normalizeVersion } from './target.ts'

/** `security GHSA-…`: opens an embargoed release, in the private repository that the policy names and nowhere else. */
export async function prepareEmbargoed(
  request: RequestNamed<'security'>,
  context: CommandContext,
): Promise<Prepared> {
  const { deps, repo, by, at } = context
  const { tags, policy } = await deps.git.readGround({ url: await repo.createGitUrl() })
  const { repository, publicRepository } = policy.security
  if (!isNamed(repo.ref, repository) || repo.isPublic) return refusePlace()
  const found = (await deps.github.listRepositories()).find((one) => isNamed(one, publicRepository))
  if (!found || publicRepository === null) return refuseWithoutPublic()
  const next = checkNextRelease(tags, { tagPattern: policy.tagPattern })
  if (request.version === null && next.kind === 'refused') return async () => next
  const version = normalizeVersion(request.version ?? (next.kind === 'refused' ? '' : next.version))

  const command = await createOpenCommand({
    repo,
    git: deps.git,
    asker: { person: { id: by.id, login: by.login }, account: by.kind },
    version,
    at,
    rollbacks: listRollbacks(context.known),
    // A security release is prepared all the same: its disclosure has an agreed minute.
    findFrozenLines: async () => ({}),
    track: 'security',
    emergency: null,
    selection: { kind: 'by-criteria', take: [], leave: [] },
    goal: { kind: 'plan' },
  })
  const terms = { publicRepository: { id: found.id, name: publicRepository }, advisory: request.advisory }
  const id = createReleaseId(repo.ref.id, version)
  const numbering = { at, pattern: policy.security.advisoryId, terms, release: id, isIn: repo.ref.id }
  return (unit) =>
    openNumbered(unit, numbering, (embargo) => executeCommand(unit, id, { ...command, embargo }))
}

/**
 * Opens a release with the id of its advisory. All lines of an advisory have one id, and only what is opened takes one, so that
 * ids have neither gaps nor duplicates (Security Advisory Template).
 */
async function openNumbered(
  unit: Unit,
  { at, pattern, terms, release, isIn }: Numbering,
  open: (embargo: EmbargoTerms) => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  const repository = String(terms.publicRepository.id)
  const known = await listAdvisoryIds(unit, repository)
  const year = new Date(at * 1000).getUTCFullYear()
  // Until it is drafted the release stands for it.
  const ghsa = terms.advisory ?? release
  const drafted = terms.advisory === null ? null : await findIdOfDraft(unit, isIn, terms.advisory)
  const id = drafted ?? known.get(ghsa) ?? createNextAdvisoryId(pattern, year, [...known.values()])
  const outcome = await open({ ...terms, id })
  if (outcome.kind !== 'refused' && drafted === null)
    await keepAdvisoryId(unit, { repository, ghsa }, { id, at })
  return outcome
}

interface Numbering {
  readonly at: number
  readonly pattern: string
  readonly terms: EmbargoTerms
  readonly release: string
  /** The private repository. */
  readonly isIn: number
}

/** Returns what the team calls an advisory that the App drafted for another line; null for what people drafted. */
async function findIdOfDraft(unit: Unit, repository: number, advisory: string): Promise<string | null> {
  for (const { release: id } of await listReleases(unit, String(repository))) {
    const { release } = await loadRelease(unit, id)
    if (release.status === 'unopened' || release.ledger.embargo?.advisory !== advisory) continue
    return release.ledger.embargo.id ?? null
  }
  return null
}

function isNamed({ owner, name }: RepositoryRef, wanted: string | null): boolean {
  return `${owner}/${name}`.toLowerCase() === wanted?.toLowerCase()
}

function refusePlace(): Prepared {
  return refuse(
    'Embargoed releases are opened in the private repository of the security team.',
    'Say it there. `security.repository` in .github/release-captain.yml names it.',
  )
}

function refuseWithoutPublic(): Prepared {
  return refuse(
    'The repository in which it is to be disclosed is not known.',
    'Name it as `security.publicRepository` in .github/release-captain.yml, and install the App on it.',
  )
}

function refuse(what: string, next: string): Prepared {
  const refused: CommandOutcome = refuseCommand(what, next)
  return async () => refused
}
