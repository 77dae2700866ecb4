import type { Candidate } from '../../release/changes/candidate.ts'
import { known, type LinkedIssue } from '../../release/facts/facts.ts'
import type { StatedFacts } from '../../release/facts/facts-file.ts'
import type { Ledger } from '../../release/lifecycle/state.ts'
import type { Originator, Person } from '../../release/lifecycle/who.ts'
import type { PlanQuery } from '../ports/git.ts'
import type { GitHubRepository, PullRequestFacts } from '../ports/github.ts'

/** What people said of candidates in the course of a release. */
type Said = Pick<Ledger, 'assessments' | 'exceptions'>

/** Where a fact comes from that a release's own record states. */
const RECORD = 'the record'

/**
 * What a plan knows of its candidates beyond their commits (§1.1): what GitHub says of their pull requests, and over it
 * what people assessed and allowed in the release. `said` is null where there is no release yet.
 */
export function learnFrom(repo: GitHubRepository, said: Said | null): PlanQuery['learn'] {
  return async (candidates) => {
    const numbers = await findNumbers(repo, candidates)
    const facts = await repo.fetchFacts([...new Set(numbers.values())])
    const getFacts = ({ id }: Candidate) => facts.get(numbers.get(id) ?? 0)
    return {
      stated: new Map(
        candidates.map((one) => [one.id, { ...toStatedFacts(getFacts(one)), ...findSaid(one.id, said) }]),
      ),
      authors: new Map(candidates.map((one) => [one.id, listAuthors(getFacts(one))])),
    }
  }
}

/** The pull request of each candidate, of a lone commit too where GitHub knows by which one it came. */
async function findNumbers(
  repo: GitHubRepository,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, number>> {
  const alone = candidates.flatMap(({ id, source }) => (source.kind === 'commit' ? [id] : []))
  const asked = alone.length === 0 ? new Map<string, number>() : await repo.findPullRequestsOf(alone)
  const named = candidates.flatMap(({ id, source }) =>
    source.kind === 'pull-request' ? [[id, source.number] as const] : [],
  )
  return new Map([...asked, ...named])
}

/** What GitHub did not say is left as it was read from the messages. */
function toStatedFacts(facts: PullRequestFacts | undefined): StatedFacts {
  if (!facts) return {}

  const { labels, issues, reviewed, checksPassed } = facts
  return {
    labels: known(labels, 'GitHub'),
    issues: known(issues satisfies readonly LinkedIssue[], 'GitHub'),
    ...(reviewed === null ? {} : { reviewed: known(reviewed, 'GitHub') }),
    ...(checksPassed === null ? {} : { checksPassed: known(checksPassed, 'GitHub') }),
  }
}

function findSaid(candidate: string, said: Said | null): StatedFacts {
  const assessed = said?.assessments.find((one) => one.candidate === candidate)
  const excepted = said?.exceptions.find((one) => one.candidate === candidate)
  return {
    ...(assessed && { assessment: known({ by: formatName(assessed.by), ...assessed.assessment }, RECORD) }),
    ...(excepted && {
      exception: known(
        { by: formatName(excepted.by), because: excepted.because, until: excepted.until },
        RECORD,
      ),
    }),
  }
}

function listAuthors(facts: PullRequestFacts | undefined): readonly Person[] {
  return (facts?.authors ?? []).map(({ id, login }) => ({ id, login }))
}

function formatName(by: Originator): string {
  return by.kind === 'person' ? by.person.login : by.kind
}
