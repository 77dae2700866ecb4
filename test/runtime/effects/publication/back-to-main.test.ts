import { describe, expect, it } from 'vitest'
import { type EffectWorld, openEffects } from '../world.ts'

const WANTED = { pullRequest: true, changelog: 'CHANGELOG.md' }
const CHANGELOG = '# Changelog\n\n## [2.0.0] - 2026-02-03\n\n- All of it.\n'

/** A release as far as its publication, which is asked for and not worked at. */
async function toPublish(): Promise<EffectWorld> {
  const world = await openEffects({ config: { backToMain: WANTED } })
  world.github
    .runner()
    .has({ file: 'release.yml', name: 'release', on: ['tag'], outcome: 'success', artifacts: ['cli'] })
  await world.github
    .person('ada')
    .pushes({ branch: 'main', message: 'docs: keep a changelog', files: { 'CHANGELOG.md': CHANGELOG } })
  await world.cut(world.merged.fix)
  await world.work()
  await world.say('grace', { type: 'Go', saw: null })
  await world.work()
  await world.say('ada', { type: 'Publish' })
  return world
}

const pulls = ({ issues }: EffectWorld) =>
  issues().filter(({ by, pull, title }) => by.type === 'Bot' && pull !== null && title.startsWith('chore'))
const shown = async (world: EffectWorld) => {
  const release = await world.release()
  return release.status === 'published' ? release.ledger.shown.backToMain : 'not published'
}

/** As a process that died before it wrote down that it had brought them back. */
async function again(world: EffectWorld): Promise<void> {
  await world
    .anew()
    .store.transact(({ sql }) =>
      sql.updateTable('work').set({ state: 'waiting' }).where('type', '=', 'bring-back').execute(),
    )
  await world.work()
}

describe('version and changelog', () => {
  it('come back to main by a pull request, which the tracking issue links and people merge', async () => {
    const world = await toPublish()
    await world.work({ times: 2 })

    const [pull, ...others] = pulls(world)
    expect(others).toEqual([])
    expect(await shown(world)).toBe(pull?.number)
    expect(pull).toMatchObject({ title: 'chore: bring v2.0.1 back to main', pull: { draft: false } })
    expect(pull?.body?.replaceAll(world.github.url, 'https://github.com')).toMatchInlineSnapshot(`
      "[v2.0.1](https://github.com/godel/api/releases/tag/v2.0.1) is published. This brings to \`main\` what main is missing:

      - The version is bumped in \`package.json\`.
      - \`CHANGELOG.md\` has a section for it, made from the release notes.

      Merge it like any other change, or close it if main doesn't need it. Nothing waits for it, and it isn't opened again.

      <!-- release-captain:back-to-main 1007:v2.0.1 -->"
    `)
    const issue = world.issues().find(({ title, pull: of }) => of === null && title === 'Release v2.0.1')
    expect(issue?.body).toContain(`brought back to main by [#${pull?.number}]`)

    await world.github.person('ada').merges(pull?.number ?? 0, 'squash')
    const read = async (path: string) => {
      const { data } = await world.octokit.rest.repos.getContent({ ...world.where, path })
      return 'content' in data ? Buffer.from(data.content, 'base64').toString() : ''
    }
    expect(await read('package.json')).toContain('"version": "2.0.1"')
    expect(await read('CHANGELOG.md')).toMatch(/^# Changelog\n\n## \[2\.0\.1\] - .*\n\n### /)
  })

  it('come back once where answers are lost, and not again where someone wanted none of it', async () => {
    const world = await toPublish()
    for (const call of ['git/receive-pack', 'pulls/create'])
      world.github.faults.add(call, { kind: 'reply-lost' })
    await world.work()

    expect(world.github.faults.left()).toEqual([])
    const number = await shown(world)
    expect(pulls(world).map((pull) => pull.number)).toEqual([number])

    await world.github.person('ada').closes(Number(number))
    await world.repo.deleteBranch('release/v2.0.1-to-main')
    await again(world)
    expect(pulls(world)).toHaveLength(1)
    expect(await world.repo.findBranch('release/v2.0.1-to-main')).toBeNull()
  })

  it('stay where main has them', async () => {
    const world = await toPublish()
    const files = {
      'package.json': '{ "name": "api", "version": "2.1.0" }\n',
      'CHANGELOG.md': '# Changelog\n\n## 2.0.1\n',
    }
    await world.github.person('ada').pushes({ branch: 'main', message: 'chore: by hand', files })
    await world.work()

    expect(world.performed).toContain('bring-back')
    expect(await shown(world)).toBeNull()
    expect(await world.repo.findBranch('release/v2.0.1-to-main')).toBeNull()
  })
})
