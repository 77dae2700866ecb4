import { getPicks, getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { Subject } from '../../release/lifecycle/words.ts'

/** The numbers of what a release takes, and of its own pull requests. */
export function listOwnNumbers(release: OpenedRelease): ReadonlySet<number> {
  const taken = getPlan(release)?.picks.flatMap(({ pullRequest }) => pullRequest ?? []) ?? []
  const conflicts = getPicks(release).flatMap(({ became }) =>
    became.kind === 'conflict' ? (became.pullRequest ?? []) : [],
  )
  return new Set([...taken, ...conflicts])
}

/** What a go is for, in words. */
export function formatSubject(subject: Subject, version: string): string {
  switch (subject.step) {
    case 'cut':
      return `the cut of ${version} from the plan \`${subject.plan.slice(0, 12)}\``
    case 'tag':
      return `tagging \`${subject.commit.slice(0, 10)}\` as ${version}`
    case 'publish':
      return `publishing ${version} at \`${subject.commit.slice(0, 10)}\``
    case 'deploy':
      return `deploying ${version} to ${subject.at.share} % of \`${subject.at.environment}\``
  }
}
