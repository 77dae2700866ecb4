import { z } from 'zod'
import type { Person } from '../../../../release/lifecycle/who.ts'
import type { Account, CommitRange, Contributors } from '../../../../runtime/ports/github.ts'
import { getStatus } from '../../calls/failure.ts'
import { accountSchema } from '../account.ts'
import type { RepositoryContext } from '../repository-context.ts'

/** An account that is gone, or that GitHub does not know by the commit's mail address, is null; a few are `{}`. */
const hand = accountSchema.nullish().catch(null)

/** https://docs.github.com/rest/commits/commits#compare-two-commits: a page of it is a page of its commits. */
const COMPARED = z
  .object({ commits: z.array(z.object({ author: hand, committer: hand })) })
  .transform(({ commits }) => commits)

/** https://github.com/web-flow: the committer of what people merge or edit in the browser. */
const WEB_FLOW = 19_864_447

/** Null where the two share no history, or one of them is not there: then nothing can be compared. */
export async function findOutsideCommitters(
  { client, at, self }: RepositoryContext,
  { base, head }: CommitRange,
): Promise<Contributors | null> {
  const commits = await client
    .list(COMPARED, (rest, page) =>
      rest.repos.compareCommitsWithBasehead({
        ...at,
        basehead: `${base}...${head}`,
        ...page,
      }),
    )
    .catch((error: unknown) => {
      if (getStatus(error) === 404) return null
      throw error
    })
  if (commits === null) return null
  return toContributors(
    self,
    commits.flatMap(({ author, committer }) => [author ?? null, committer ?? null]),
  )
}

/** Sums up who is behind something; null is an account that GitHub doesn't know. A machine acts for somebody. */
export function toContributors(self: Person, all: readonly (Account | null)[]): Contributors {
  const others = all.filter((one) => one === null || (one.id !== self.id && one.id !== WEB_FLOW))
  const people = others.filter((one) => one !== null).filter(({ kind }) => kind === 'user')
  return {
    people: [...new Map(people.map((one) => [one.id, one])).values()],
    unknown: people.length < others.length,
  }
}
