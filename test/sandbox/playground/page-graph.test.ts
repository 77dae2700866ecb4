import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GitCommit } from '../../../sandbox/github/git/commits.ts'
import { createGraph } from '../../../sandbox/playground/page/views/graph.ts'

function commit(sha: string, ...parents: readonly string[]): GitCommit {
  const who = { name: 'Ada', email: 'ada@example.com', at: 0 }
  return { sha, parents, tree: 't', author: who, committer: who, message: sha }
}

/** Each row as text: the lane of its commit, and where lines lead. */
function drawn(commits: readonly GitCommit[], main: string | null): string[] {
  const { rows } = createGraph(commits, { main, refs: new Map() })
  return rows.map(
    ({ sha, lane, edges }) => `${sha} ${lane}: ${edges.map((edge) => edge.join('>')).join(' ')}`,
  )
}

describe('the picture of a history', () => {
  it('keeps main on the left, and lets a branch come from it', () => {
    const commits = [commit('fix', 'b'), commit('c', 'b'), commit('b', 'a'), commit('a')]
    expect(drawn(commits, 'c')).toEqual(['fix 1: 1>1', 'c 0: 1>0 0>0', 'b 0: 0>0', 'a 0: '])
  })

  it('shows the line of main from where something comes to it, before its newest commit', () => {
    const commits = [commit('fix', 'c'), commit('other', 'c'), commit('c')]
    expect(drawn(commits, 'c')).toEqual(['fix 1: 1>0', 'other 1: 0>0 1>0', 'c 0: '])
  })

  it('leads a merge into the lane of what it brings', () => {
    const commits = [commit('merge', 'a', 'x'), commit('x', 'a'), commit('a')]
    expect(drawn(commits, 'merge')).toEqual(['merge 0: 0>0 0>1', 'x 1: 0>0 1>0', 'a 0: '])
  })

  it('draws every line from a commit, or from where one came, to its parent', () => {
    const history = fc
      .array(fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 25 })
      .map((steps) => steps.map((back, at) => commit(`${at}`, ...parentsOf(at, back, steps.length))))
    fc.assert(
      fc.property(history, (commits) => {
        const { rows } = createGraph(commits, { main: '0', refs: new Map() })
        for (const [at, { sha }] of rows.entries()) {
          for (const parent of commits[at]?.parents ?? [])
            expect(reaches(rows, at, parent), `${sha} ${parent}`).toBe(true)
        }
      }),
    )
  })
})

function parentsOf(at: number, back: readonly number[], count: number): string[] {
  return [...new Set(back.map((by) => at + 1 + by))].filter((one) => one < count).map(String)
}

/** Whether lines lead from one row down to a commit. */
function reaches(rows: ReturnType<typeof createGraph>['rows'], at: number, parent: string): boolean {
  let lanes = new Set([rows[at]?.lane])
  for (let row = at; row < rows.length; row += 1) {
    const edges = rows[row]?.edges ?? []
    lanes = new Set(edges.flatMap(([from, to]) => (lanes.has(from) ? [to] : [])))
    const next = rows[row + 1]
    if (next?.sha === parent && lanes.has(next.lane)) return true
  }
  return false
}
