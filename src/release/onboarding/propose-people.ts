import type { ProposedSetting } from './proposal.ts'
import type { RepositoryFacts, RepositoryFile } from './repository-facts.ts'

const PLACES = ['CODEOWNERS', '.github/CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']
const MOST = 10

/** Who owns everything: teams and people of the widest rule of CODEOWNERS, or of the most frequent owners. */
export function proposeOwners({ texts }: Pick<RepositoryFacts, 'texts'>): {
  readonly settings: readonly ProposedSetting[]
  readonly owners: readonly string[]
} {
  const file = texts.find(({ path, text }) => PLACES.includes(path) && text.includes('@'))
  if (!file) return { settings: [], owners: [] }
  const owners = listOwners(file)
  const names = owners.map((owner) => owner.slice(1))
  const teams = names.filter((name) => name.includes('/')).slice(0, MOST)
  const users = names.filter((name) => !name.includes('/')).slice(0, MOST)
  const reason = { kind: 'owners', file: file.path } as const
  return {
    settings: [
      ...(teams.length > 0 ? [{ path: ['roles', 'approver', 'teams'], value: teams, reason }] : []),
      ...(teams.length === 0 && users.length > 0
        ? [{ path: ['roles', 'approver', 'users'], value: users, reason }]
        : []),
    ],
    owners,
  }
}

function listOwners({ text }: RepositoryFile): string[] {
  const rules = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([pattern, ...owners]) => pattern !== '' && owners.length > 0)
  const all = rules.findLast(
    ([pattern]) => pattern === '*' || pattern === '/' || pattern === '/**' || pattern === '**',
  )
  const named = (all ?? []).slice(1).filter(isOwner)
  if (named.length > 0) return named
  const counts = Map.groupBy(
    rules.flatMap(([, ...owners]) => owners.filter(isOwner)),
    (owner) => owner,
  )
  return [...counts]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([owner]) => owner)
    .slice(0, 3)
}

/** `@org/team` or `@user`; a mail address names nobody at GitHub. */
function isOwner(owner: string): boolean {
  return /^@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\/[A-Za-z0-9._-]{1,100})?$/.test(owner)
}

const BACKPORT_LABEL =
  /(?<![\w./-])((?:backport|cherry-?pick|target|port|needs-backport|backport-to|merge-to|pick|stable)[-/: ]{1,2}(?:release[-/])?v?)(\d+(?:\.\d+|\.x)*)(?:\.x)?(?![\w/])/gi

/** Labels by which people say that a change belongs on a line, as a pattern with `{line}` in it. */
export function proposeLabels({ texts, lines }: Pick<RepositoryFacts, 'texts' | 'lines'>): {
  readonly settings: readonly ProposedSetting[]
  readonly labels: readonly string[]
} {
  const known = new Set(lines.map(({ name }) => name))
  for (const { path, text } of texts) {
    if (/CODEOWNERS/.test(path)) continue
    const found = [...text.matchAll(BACKPORT_LABEL)].map(([whole, lead = '', line = '']) => ({
      whole,
      pattern: whole.replace(lead + line, `${lead}{line}`),
      line,
    }))
    const fitting = found.filter(({ line, whole }) => known.has(line) && !/\s/.test(whole))
    const [first] = fitting
    if (!first) continue
    const labels = [...new Set(fitting.map(({ whole }) => whole))]
    const reason = { kind: 'backport-labels', labels, file: path } as const
    return { settings: [{ path: ['line', 'labels'], value: [first.pattern], reason }], labels }
  }
  return { settings: [], labels: [] }
}
