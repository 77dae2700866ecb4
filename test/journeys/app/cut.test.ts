import { describe, expect, it } from 'vitest'
import { openAppWorld } from '../../worlds/app/world.ts'

describe('§1 preparation', () => {
  it('a label opens the release, and a comment cuts it: branch, picks, bump and pull request', async () => {
    const world = await openAppWorld()
    const { github } = world
    const linus = github.person('linus')
    await linus.labels(1234, 'patch-candidate')
    const tracking = await world.trackingIssue('v2.0.1')
    await world.until('the plan', () => tracking.body?.includes('#1234') ?? false)

    const comment = await github.person('ada').comments(tracking.number, '/release cut v2.0.1')
    await world.until('eyes', () => comment.reactions.some(({ content }) => content === 'eyes'))
    const body = await world.until(
      'what is to confirm',
      () => tracking.body?.includes('## To confirm') && tracking.body,
    )
    const confirmed = body.replace('- [ ] I checked all of these', '- [x] I checked all of these')
    await github.person('grace', { role: 'maintain' }).edits(tracking.number, { body: confirmed })
    await world.until('the conflict', () => tracking.body?.includes('conflicts in 2 files') ?? false)
    await github
      .person('ada')
      .comments(tracking.number, '/release drop #1244 because it is for the next minor')
    const pull = await world.until('the pull request', () => {
      const [repository] = github.world.repositories.values()
      return repository?.issues.find(({ pull: one }) => one !== null && one.headBranch === 'release/v2.0.1')
    })
    expect(pull.title).toContain('v2.0.1')
  })
})
