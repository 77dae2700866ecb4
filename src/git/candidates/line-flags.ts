import type { Flag } from '../../release/changes/candidate.ts'
import { runGit } from '../run-git.ts'
import { findTakenBackBy } from './flags.ts'
import type { MainChange } from './group-commits.ts'
import type { Recognition } from './recognize-changes.ts'
import type { MainReferences } from './reverts.ts'
import type { Settled } from './settle.ts'

/** What is known of the line and of main. */
export interface LineSeen {
  readonly search: { readonly gitDir: string; readonly base: { readonly commit: string } }
  readonly known: ReadonlyMap<MainChange, Recognition>
  readonly references: MainReferences
  readonly settled: ReadonlyMap<MainChange, Settled>
}

/** What of the line somebody who takes a candidate has to know of: it reverts something there, or is named there. */
export async function listLineFlags(candidates: readonly MainChange[], seen: LineSeen): Promise<Flag[]> {
  const older = await Promise.all(candidates.map((change) => revertedBeforeFork(change, seen)))
  return candidates.flatMap((change, i) => {
    const onLine = findTakenBackBy(change, seen.references).filter((other) =>
      isThere(seen.settled.get(other)),
    )
    const reverted = [...onLine.map(({ id }) => id), ...(older[i] ?? [])]
    const named = seen.known.get(change)?.onlyNamedBy ?? []
    return [
      ...reverted.map((by): Flag => ({ kind: 'reverts-line', candidate: change.id, by })),
      ...named.map((by): Flag => ({ kind: 'named-on-line', candidate: change.id, by })),
    ]
  })
}

function isThere(settled: Settled | undefined): boolean {
  if (settled?.kind === 'left-out') return settled.reason.kind === 'already-on-line'
  return (settled?.evidence.length ?? 0) > 0
}

/** How many commits that a message reverts are looked up. */
const MOST_LOOKED_UP = 5

/** What a change says it takes back that main had before the line left it. */
async function revertedBeforeFork(change: MainChange, { search, references }: LineSeen): Promise<string[]> {
  const said = [...change.merged, ...change.commits].flatMap(({ references: { reverts } }) => reverts)
  const elsewhere = said.flatMap((one) =>
    one.kind === 'commit' && references.named(one).length === 0 ? [one.sha] : [],
  )
  const found = await Promise.all(
    [...new Set(elsewhere)]
      .slice(0, MOST_LOOKED_UP)
      .map((sha) => ancestor(search.gitDir, sha, search.base.commit)),
  )
  return found.filter((sha) => sha !== null)
}

/** The whole id of a commit that another has behind it; null where it has not, or there is none. */
async function ancestor(gitDir: string, sha: string, of: string): Promise<string | null> {
  const resolved = await runGit(['rev-parse', '-q', '--verify', `${sha}^{commit}`], {
    gitDir,
    answers: [1, 128],
  })
  if (resolved.code !== 0) return null
  const whole = resolved.stdout.toString().trim()
  const { code } = await runGit(['merge-base', '--is-ancestor', whole, of], { gitDir, answers: [1, 128] })
  return code === 0 ? whole : null
}
