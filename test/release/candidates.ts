import type { Candidate, Commit } from '../../src/release/changes/candidate.ts'

const ADA = { name: 'Ada', email: 'ada@example.com' }

/** A commit of which a test names what it is about. */
export function commitOf(about: Partial<Commit> = {}): Commit {
  return {
    sha: '1111111111111111111111111111111111111111',
    parents: ['0000000000000000000000000000000000000000'],
    author: ADA,
    authoredAt: 1_772_000_000,
    committedAt: 1_772_000_000,
    message: 'fix: something',
    paths: ['src/a.ts', 'test/a.test.ts'],
    ...about,
  }
}

/** A candidate of which a test names what it is about: a squash-merged pull request unless it says otherwise. */
export function candidateOf(about: Partial<Candidate> = {}): Candidate {
  const commits = about.commits ?? [commitOf()]
  const [first] = commits
  return {
    id: '#12',
    source: { kind: 'pull-request', number: 12, merge: 'squash' },
    title: (first?.message.split('\n', 1)[0] ?? '').replace(/ \(#\d+\)$/, ''),
    merged: [],
    picks: commits.map(({ sha }) => ({ sha, mainline: null })),
    mergedAt: first?.committedAt ?? 0,
    ...about,
    commits,
  }
}

/** A squash-merged pull request with this message. */
export function squashed(message: string, about: Partial<Commit> = {}): Candidate {
  return candidateOf({ commits: [commitOf({ ...about, message })] })
}
