import { describe, expect, it } from 'vitest'
import { type EffectWorld, openEffects } from './world.ts'

/** From the cut to what shipped, with a go for the tag and a word for the publication. */
async function releases(world: EffectWorld, times: number): Promise<void> {
  const { github, merged } = world
  github
    .runner()
    .has({ file: 'release.yml', name: 'release', on: ['tag'], outcome: 'success', artifacts: ['cli'] })
  await world.cut(merged.fix)
  await world.work({ times })
  await world.say('grace', { type: 'Go', saw: null })
  await world.work({ times })
  await world.say('ada', { type: 'Publish' })
  await world.work({ times })
}

/** What there is on GitHub besides the product and what people made. */
function left({ github, issues, said, merged }: EffectWorld) {
  const [repository] = github.world.repositories.values()
  const ours = issues().filter(({ by }) => by.type === 'Bot')
  return {
    ours: ours.map(
      ({ title, pull, closed }) => `${pull ? 'pull request' : 'issue'} ${title}${closed ? ', closed' : ''}`,
    ),
    releases: (repository?.releases ?? []).map(
      ({ tag, draft, assets }) => `${tag}${draft ? ', draft' : ''} with ${assets.map(({ name }) => name)}`,
    ),
    runs: (repository?.runs ?? []).filter(({ workflow }) => workflow.name === 'release').length,
    questions: ours.flatMap(({ number }) => said(number)).filter((body) => body.startsWith('### Tag')).length,
    atFix: said(merged.fix),
    atBug: said(merged.bug),
  }
}

const ONE_OF_EVERYTHING = {
  ours: [
    'issue Release v2.0.1, closed',
    'pull request Release v2.0.1, closed',
    'pull request chore: bring v2.0.1 back to main',
  ],
  releases: ['v2.0.1 with SHA256SUMS'],
  runs: 1,
  questions: 1,
  atFix: [expect.stringMatching(/^This shipped in \[v2\.0\.1\]/)],
  atBug: [expect.stringMatching(/^A fix for this shipped in \[v2\.0\.1\]/)],
}

describe('a whole release', () => {
  it('comes out as one of everything', async () => {
    const world = await openEffects()

    await releases(world, 1)

    expect((await world.release()).status).toBe('published')
    expect(left(world)).toEqual(ONE_OF_EVERYTHING)
  })

  it('comes out the same when every effect is performed twice, by a process that does not know of the first', async () => {
    const world = await openEffects()

    await releases(world, 2)

    expect((await world.release()).status).toBe('published')
    expect(left(world)).toEqual(ONE_OF_EVERYTHING)
  })

  it('comes out the same when the answers to its writes are lost', async () => {
    const world = await openEffects()
    const { faults } = world.github
    for (const call of LOST) faults.add(call, { kind: 'reply-lost' })

    await releases(world, 1)

    expect((await world.release()).status).toBe('published')
    expect(faults.left()).toEqual([])
    expect(left(world)).toEqual(ONE_OF_EVERYTHING)
  })
})

/** Every call of a release that changes something. */
const LOST = [
  'issues/create',
  'issues/update',
  'issues/create-comment',
  'issues/update-comment',
  'pulls/create',
  'pulls/update',
  'git/receive-pack',
  'repos/create-release',
  'repos/upload-release-asset',
  'repos/update-release',
]
