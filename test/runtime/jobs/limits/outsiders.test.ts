import { describe, expect, it } from 'vitest'
import { createKnownOutsiders } from '../../../../src/runtime/jobs/limits/outsiders.ts'
import { getLane, type Job } from '../../../../src/runtime/jobs/route-delivery.ts'

const by = { id: 1, login: 'eve', kind: 'user' } as const
const comment = (about: Partial<Extract<Job, { kind: 'comment' }>['said']> = {}): Job => ({
  kind: 'comment',
  release: '77:v2.0.1',
  said: {
    ...{ kind: 'commented', repository: 77, defaultBranch: 'main', number: 40, isPullRequest: false },
    ...{ comment: 9, body: '/release why', by, at: 5, isMember: true, ...about },
  },
})

describe('a member who turned out to have no write access', () => {
  const outsiders = createKnownOutsiders()
  outsiders.learn(77, by, 1_000)
  const laneOf = (job: Job, at: number) => getLane(outsiders.sort(job, at))

  it('waits with the strangers for an hour, in that repository', () => {
    expect(laneOf(comment(), 1_000)).toBe('77:outsiders')
    expect(laneOf(comment(), 4_600)).toBe('77:outsiders')
    expect(laneOf(comment(), 4_601)).toBe('77:v2.0.1')
    expect(laneOf(comment({ repository: 78 }), 1_000)).toBe('77:v2.0.1')
  })

  it('keeps nobody else from being heard', () => {
    expect(laneOf(comment({ by: { ...by, id: 2 } }), 1_000)).toBe('77:v2.0.1')
    expect(laneOf({ kind: 'observe', release: '77:v2.0.1' }, 1_000)).toBe('77:v2.0.1')
  })
})
