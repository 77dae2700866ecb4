import type { Candidate } from '../../release/changes/candidate.ts'
import { findNominatingLabel } from '../../release/eligibility/labels.ts'
import { known, type LinkedIssue, unknown } from '../../release/facts/facts.ts'
import type { StatedFacts } from '../../release/facts/facts-file.ts'
import type { Ledger } from '../../release/lifecycle/state.ts'
import { isSame, type Originator, type Person } from '../../release/lifecycle/who.ts'
import type { Policy } from '../../release/policy.ts'
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
  return async (candidates, policy) => {
    const [facts, hasNominatingLabel] = await Promise.all([
      repo.fetchFacts(candidates.flatMap(listNumber)),
      learnNominatingLabel(repo, policy),
    ])
    const getFacts = (one: Candidate) => facts.get(listNumber(one)[0] ?? 0)
    return {
      stated: new Map(
        candidates.map((one) => [
          one.id,
          {
            ...toStatedFacts(getFacts(one)),
            ...findSaid(one.id, { said, authors: listAuthors(getFacts(one)) }),
          },
        ]),
      ),
      titles: new Map(candidates.flatMap((one) => listTitle(one, getFacts(one)))),
      authors: new Map(candidates.map((one) => [one.id, listAuthors(getFacts(one))])),
      releaseNotes: new Map(candidates.flatMap((one) => listReleaseNote(one, getFacts(one)))),
      ...(hasNominatingLabel !== null && { hasNominatingLabel }),
    }
  }
}

function listReleaseNote(
  { id }: Candidate,
  facts: PullRequestFacts | undefined,
): (readonly [string, string])[] {
  return facts?.releaseNote ? [[id, facts.releaseNote]] : []
}

/** Null where the policy itself says what a plan takes. */
async function learnNominatingLabel(
  repo: GitHubRepository,
  { candidates, line }: Policy,
): Promise<boolean | null> {
  if (candidates.take !== null) return null
  return findNominatingLabel(await repo.listLabels(), [...candidates.labels, ...line.labels]) !== undefined
}

function listTitle({ id }: Candidate, facts: PullRequestFacts | undefined): (readonly [string, string])[] {
  return facts === undefined ? [] : [[id, facts.title]]
}

/** The pull request of a candidate, which GitHub said that it came by. */
function listNumber({ source }: Candidate): number[] {
  return source.kind === 'pull-request' ? [source.number] : []
}

/**
 * What GitHub did not say is left as it was read from the messages, but for a review: a message is written by whoever
 * pushes it.
 */
function toStatedFacts(facts: PullRequestFacts | undefined): StatedFacts {
  if (!facts) return { reviewed: unknown('GitHub knows no pull request that it came by') }

  const { labels, issues, reviewed, checksPassed, namesVulnerability } = facts
  return {
    labels: known(labels, 'GitHub'),
    issues: known(issues satisfies readonly LinkedIssue[], 'GitHub'),
    namesVulnerability: known(namesVulnerability, 'GitHub'),
    ...(reviewed === null ? {} : { reviewed: known(reviewed, 'GitHub') }),
    ...(checksPassed === null ? {} : { checksPassed: known(checksPassed, 'GitHub') }),
  }
}

function findSaid(
  candidate: string,
  { said, authors }: { readonly said: Said | null; readonly authors: readonly Person[] },
): StatedFacts {
  const assessed = said?.assessments.find((one) => one.candidate === candidate)
  const excepted = said?.exceptions.find((one) => one.candidate === candidate)
  return {
    ...(assessed && {
      assessment: known({ by: formatName(assessed.by, authors), ...assessed.assessment }, RECORD),
      ...(assessed.assessment.cvss && { cvss: known(assessed.assessment.cvss.score, RECORD) }),
    }),
    ...(excepted && {
      exception: known(
        { by: formatName(excepted.by, authors), because: excepted.because, until: excepted.until },
        RECORD,
      ),
    }),
  }
}

function listAuthors(facts: PullRequestFacts | undefined): readonly Person[] {
  return (facts?.authors ?? []).map(({ id, login }) => ({ id, login }))
}

/** A team of one may let authors decide about their own changes: then that is said. */
function formatName(by: Originator, authors: readonly Person[]): string {
  if (by.kind !== 'person') return by.kind
  const isAuthor = authors.some((author) => isSame(author, by.person))
  return isAuthor ? `${by.person.login}, who wrote it,` : by.person.login
}
