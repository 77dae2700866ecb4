import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../src/release/changes/candidate.ts'
import { serializePlanIdentity } from '../../../src/release/planning/plan-digest.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

function openWithFixes(): World {
  const world = openWorld()
  for (let number = 2; number < 6; number++) world.merges(`fix: crash number ${number} (#${number})`)
  return world
}

describe('the digest of a plan', () => {
  it('is the same for the same input, wherever, whenever and by whatever words it is asked for', async () => {
    using world = openWithFixes()
    world.git('clone', '-q', '--bare', '.', `${world.folder}/elsewhere`)
    const { digest } = await world.plans()
    const same = [
      'v2.0.1',
      '--line 2.0',
      '--base v2.0.0',
      '--pick 3 --pick 2',
      '--date 2026-03-01',
      '--jobs 1',
      '--main refs/heads/main',
      `--main ${world.product.tip('main')}`,
      `--policy ${world.writes('empty.yml', '# nothing\n')}`,
      `--facts ${world.writes('facts.yml', 'changes: {"#2": {severity: P1}}\n')}`,
      `--repo ${world.folder}/elsewhere`,
    ]
    for (const options of same)
      expect([options, (await world.plans(options)).digest]).toEqual([options, digest])
  })

  it('is another for any change: of main, version, base, policy, picks', async () => {
    using world = openWithFixes()
    const other = world.writes('other.yml', 'product: {name: Other}\n')
    const inputs = [
      '',
      '--drop 2',
      '--drop 3',
      '--drop 2 --drop 3',
      'v2.0.1-rc.1',
      `--policy ${other}`,
      '--main main~1',
    ]
    const digests = []
    for (const options of inputs.map((each) => each.replace('main~1', world.git('rev-parse', 'main~1')))) {
      digests.push((await world.plans(options)).digest)
    }
    world.merges('docs: say more')
    digests.push((await world.plans()).digest)
    world.tags('v2.0.1', world.git('rev-parse', 'v2.0.0^{}'))
    digests.push((await world.plans()).digest)

    expect(new Set(digests).size).toBe(inputs.length + 2)
  })

  it('never is the same for two different inputs', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        expect(serializePlanIdentity(one) === serializePlanIdentity(other)).toBe(
          sameInput(one) === sameInput(other),
        )
      }),
      { numRuns: 2000 },
    )
  })
})

describe('--plan', () => {
  it('builds what was looked at, by the whole digest or its first digits', async () => {
    using world = openWithFixes()
    const { digest } = await world.plans()
    expect((await world.builds(`v2.0.1 --plan ${digest}`)).plan).toBe(digest)
    expect((await world.builds(`v2.0.1 --plan ${digest.slice(0, 8).toUpperCase()}`)).plan).toBe(digest)
  })

  it('refuses whatever has become another plan since', async () => {
    using world = openWithFixes()
    const { digest } = await world.plans()
    const seen = digest.slice(0, 12)
    world.merges('fix: crash on exit (#9)')
    const now = (await world.plans()).digest.slice(0, 12)

    const said = await world.isRefused(`build v2.0.1 --plan ${seen}`)
    expect(said.replaceAll(seen, 'SEEN').replaceAll(now, 'NOW')).toMatchInlineSnapshot(`
      "5 rule
      The plan of v2.0.1 is NOW now, not SEEN: main, the policy, the facts or the choice of changes has changed. Nothing was built.
      Next: Review it again with \`release-captain plan\` and the same options, then build with \`--plan NOW\`."
    `)
    expect(await world.isRefused(`build v2.0.1 --plan ${now} --drop 2`)).toContain('The plan of v2.0.1 is')
  })
})

const sha = fc.constantFrom('a'.repeat(40), 'b'.repeat(40))
const candidate: fc.Arbitrary<Candidate> = fc
  .record({ id: fc.constantFrom('#1', '#2', '#12'), sha, mainline: fc.constantFrom(null, 1 as const) })
  .map(({ id, sha, mainline }) => ({
    id,
    source: { kind: 'commit' },
    title: 'any',
    commits: [],
    merged: [],
    picks: [{ sha, mainline }],
    mergedAt: 0,
  }))
const identity = fc.record({
  version: fc.constantFrom('v2.0.1', 'v2.0.1-rc.1'),
  range: fc.record({
    base: fc.record({ tag: fc.constant('v2.0.0'), commit: sha, taggedAt: fc.constant(0) }),
    start: fc.record({ branch: fc.constantFrom(null, 'origin/2.0.x'), commit: sha }),
    main: fc.record({ ref: fc.constantFrom('main', 'origin/main'), commit: sha }),
    mergeBase: sha,
  }),
  policy: fc.constantFrom('p1', 'p2'),
  picks: fc.array(candidate, { maxLength: 3 }),
})

/** What makes a plan: names of refs and where the histories fork follow from it, or do not matter. */
function sameInput({ version, range, policy, picks }: Parameters<typeof serializePlanIdentity>[0]): string {
  return JSON.stringify([
    version,
    range.start.commit,
    range.main.commit,
    policy,
    picks.map(({ id, picks }) => [id, picks]),
  ])
}
