import { parseBranch } from '../line-branch.ts'
import type { ProposedSetting } from './proposal.ts'
import type { LineFacts, RepositoryFacts } from './repository-facts.ts'

/** The pattern that names the branches of all lines that have one of their own; null where they don't agree. */
export function findBranchPattern(lines: readonly LineFacts[]): string | null {
  const named = lines.flatMap(({ name, branch }) => (branch === null ? [] : [{ name, branch }]))
  const [first] = named
  if (!first || named.length < 2) return null
  const [major = '', minor = ''] = first.name.split('.')
  const patterns = [
    first.branch.replace(first.name, '{line}'),
    first.branch.replace(`${major}-${minor}`, '{major}-{minor}'),
    first.branch.replace(`${major}_${minor}`, '{major}_{minor}'),
  ]
  const fits = (pattern: string) =>
    pattern.includes('{') && named.every(({ name, branch }) => parseBranch(pattern, name) === branch)
  return patterns.find(fits) ?? null
}

/** Where releases of a line start from, and how their branches are named. */
export function proposeLine({
  lines,
  branches,
}: Pick<RepositoryFacts, 'lines' | 'branches'>): ProposedSetting[] {
  const pattern = findBranchPattern(lines)
  const found = lines.flatMap(({ branch }) => branch ?? [])
  const inTheWay = branches.includes('release')
  const [fromMain] = lines.filter(({ isFromMain }) => isFromMain)
  return [
    ...(fromMain === undefined
      ? []
      : [
          {
            path: ['line', 'newestFromMain'],
            value: true,
            reason: { kind: 'tags-on-main', line: fromMain.name, tag: fromMain.lastTag },
          } as const,
        ]),
    ...(pattern === null
      ? []
      : [
          {
            path: ['line', 'branch'],
            value: pattern,
            reason: { kind: 'line-branches', branches: found },
          } as const,
        ]),
    ...(inTheWay
      ? [
          {
            path: ['releaseBranch'],
            value: 'patch/v{version}',
            reason: { kind: 'branch-in-the-way', branch: 'release' },
          } as const,
        ]
      : []),
  ]
}
