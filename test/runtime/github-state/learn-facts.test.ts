import { expect, it } from 'vitest'
import type { Candidate } from '../../../src/release/changes/candidate.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { learnFrom } from '../../../src/runtime/github-state/learn-facts.ts'
import { openAdapter } from '../../adapters/github/world.ts'

const candidate = (id: string, source: Candidate['source']): Candidate => ({
  id,
  source,
  title: 'fix: it',
  commits: [],
  merged: [],
  picks: [],
  mergedAt: 0,
})

it('what GitHub knows of a change is stated with its source, and what people said of it in the release over it', async () => {
  const { github, repo } = await openAdapter()
  const linus = github.person('linus')
  const bug = await linus.opensIssue({ title: 'It leaks', labels: ['P1'] })
  await linus.pushes({ branch: 'fix', message: 'fix: it', files: { a: '1' } })
  const pull = await linus.opensPullRequest({ title: 'fix: it', head: 'fix', body: `Fixes #${bug.number}` })
  await linus.labels(pull.number, 'crash')
  await github.person('ada', { role: 'maintain' }).reviews(pull.number, 'APPROVED')
  const sha = await github.person('ada').merges(pull.number, 'squash')
  const by = { kind: 'person', person: { id: 1, login: 'ada' } } as const
  const assessment = { risk: 'low', type: null, severity: null, note: null } as const
  const said = {
    assessments: [{ type: 'Assessed', at: 1, by, candidate: sha, assessment }] as const,
    exceptions: [
      { type: 'Excepted', at: 1, by, candidate: sha, because: 'it has to', until: '2026-03-01' },
    ] as const,
  }
  const number = { kind: 'pull-request', number: pull.number, merge: 'squash' } as const
  const asked = [candidate(`#${pull.number}`, number), candidate(sha, { kind: 'commit' })]
  await linus.edits(pull.number, { title: 'fix: it leaks' })
  const { stated, authors, titles } = await learnFrom(repo, said)(asked, defaultPolicy)

  expect(stated.get(`#${pull.number}`)).toMatchObject({
    labels: { known: true, value: ['crash'], source: 'GitHub' },
    issues: { known: true, value: [{ number: bug.number, labels: ['P1'] }] },
    reviewed: { known: true, value: true },
  })
  expect(stated.get(`#${pull.number}`)).not.toHaveProperty('assessment')
  expect(stated.get(sha)).toMatchObject({
    reviewed: { known: false },
    assessment: { value: { by: 'ada', risk: 'low' } },
    exception: { value: { by: 'ada', because: 'it has to', until: '2026-03-01' } },
  })
  expect(stated.get(sha)).not.toHaveProperty('labels')
  expect(authors.get(`#${pull.number}`)?.map(({ login }) => login)).toEqual(['linus'])
  expect(titles?.get(`#${pull.number}`)).toBe('fix: it leaks')
})
