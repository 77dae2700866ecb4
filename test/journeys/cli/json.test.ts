import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DOCUMENTS } from '../../../src/cli/json/documents.ts'
import { fingerprint } from '../../worlds/cli/fingerprint.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

/** Something of everything: picks, a conflict, a merge commit, what is left out, flags, an exception. */
function openWithEverything(): World {
  const world = openWorld()
  const first = world.merges('fix: crash on start (#2)')
  const second = world.merges('fix: crash on exit (#3)')
  world.picks(first)
  world.tags('v2.0.1')
  world.reverts(second, 4)
  world.merges('feat: pages (#5)', { edits: { 'src/engine.ts': 'paged\n' } })
  world.merges('fix: crash of pages (#6)', { edits: { 'src/engine.ts': 'paged, safely\n' } })
  world.mergesBranch(7, 'fix(security): session fixation', [
    ['fix(security): session fixation', { body: 'CVSS: 9.1\nCVE: CVE-2026-1234' }],
  ])
  world.merges('fix: crash of sessions (#8)', { body: 'Follow-up to #7.' })
  world.setsPolicy(
    'versionBump: {files: []}\nrollout: {steps: [{share: 10, soak: 15m}, {share: 100, soak: 1h}]}\n' +
      'exceptions: {lifts: [case-by-case, next-minor]}\n',
  )
  return world
}

const facts = `changes:
  "#5": {exception: {by: grace, because: "#6 needs it.", until: 2026-02-28}, issues: [{number: 1, labels: [P1], reportedAt: 2026-02-01}]}
  "#8": {assessment: {by: noor, risk: low, note: Small.}, reviewed: true, checksPassed: true, labels: [crash]}
`

describe('for programs', () => {
  it('every command prints one document that its schema knows whole', async () => {
    using world = openWithEverything()
    const options = `--facts ${world.writes('facts.yml', facts)}`
    const calls = {
      plan: `plan ${options}`,
      explain: 'explain 6',
      build: `build v2.0.2 ${options} --dry-run`,
      notes: `notes v2.0.2 ${options}`,
      bump: 'bump --skip-conflicts',
      advisory: `advisory --from ${world.writes('GSA.yml', 'id: GSA-2026-001')}`,
      simulate: 'simulate',
      init: 'init --print',
      doctor: 'doctor',
      config: 'config --changed',
      'alert-rules': 'alert-rules',
      completion: 'completion bash',
      demo: ['demo', join(world.folder, 'demo')],
    } as const
    for (const [name, words] of Object.entries(calls)) {
      const typed = typeof words === 'string' ? words.split(' ') : [...words]
      const { exitCode, screen, said } = await world.types([
        ...typed,
        '--json',
        ...(name === 'demo' || name === 'completion' ? ['--repo', '.'] : []),
      ])
      const schema = Object.entries(DOCUMENTS).find(([known]) => known === name)?.[1]
      const document: unknown = JSON.parse(screen)
      expect([name, exitCode, said]).toEqual([name, 0, ''])
      expect(schema?.parse(document)).toEqual(document)
    }
  })

  it('a refusal is a document too, and nothing is said beside it', async () => {
    using world = openWithEverything()
    const { exitCode, screen, said } = await world.types('build v2.0.2 --json')
    expect([exitCode, said]).toEqual([6, ''])
    expect(DOCUMENTS.error.parse(JSON.parse(screen)).kind).toBe('conflict')
  })
})

it('nothing but a build changes a clone, and not even that when it is dry', async () => {
  using world = openWithEverything()
  const before = fingerprint(world.clone)
  const options = `--facts ${world.writes('facts.yml', facts)}`
  for (const words of [
    'plan',
    'plan --all --left-out',
    'explain 6',
    `build v2.0.2 --dry-run ${options}`,
    'notes v2.0.2',
    'bump',
    'config',
    'alert-rules',
    `advisory --from ${world.writes('GSA.yml', 'id: GSA-2026-001')}`,
    'doctor',
  ]) {
    expect([words, (await world.types(words)).exitCode]).toEqual([words, 0])
    expect(fingerprint(world.clone)).toEqual(before)
  }
})
