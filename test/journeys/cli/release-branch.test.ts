import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explainDocument } from '../../../src/cli/json/explain.ts'
import { fingerprint } from '../../worlds/cli/fingerprint.ts'
import { listLines } from '../../worlds/cli/product-files.ts'
import { tell } from '../../worlds/cli/telling.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

const engine = (replaced: Readonly<Record<number, string>>) => ({ 'src/engine.ts': listLines(30, replaced) })

/** A refactoring, and a fix of the very lines that it wrote. */
function mergeDependentFix(world: World): void {
  world.merges('refactor: write snapshots in one place (#5)', { edits: engine({ 9: 'in one place' }) })
  world.merges('feat: tasks in pages (#6)')
  world.merges('fix: crash of snapshots (#7)', { edits: engine({ 9: 'in one safe place' }) })
}

describe('the release branch (§1.2)', () => {
  it("starts at the tag and takes the picks in main's order, whatever order they are named in", async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    world.merges('fix: crash on exit (#3)')
    world.merges('fix: crash on reload (#4)')

    const built = await world.builds('v2.0.1 --pick 4 --pick 3')
    expect(built.installed).toBe('created')
    expect(world.git('log', '--format=%s', '--reverse', 'v2.0.0..release/v2.0.1')).toMatchInlineSnapshot(`
      "fix: crash on start (#2)
      fix: crash on exit (#3)
      fix: crash on reload (#4)
      chore: bump version to 2.0.1"
    `)
    expect(world.git('rev-parse', 'release/v2.0.1')).toBe(built.head)
  })

  it('keeps author, date and message, names the origin, and commits as the bot', async () => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)', { author: 'Noor', body: 'It was null.\n\nFixes #1' })
    await world.builds()

    const shown = world.git('show', '-s', '--format=%an %ae %aI%n%cn %ce%n%n%B', 'release/v2.0.1^')
    expect(shown.replace(fix, 'FIX')).toMatchInlineSnapshot(`
      "Noor noor@example.org 2026-02-05T10:00:00+00:00
      release-captain[bot] release-captain[bot]@users.noreply.github.com

      fix: crash on start (#2)

      It was null.

      Fixes #1

      (cherry picked from commit FIX)"
    `)
  })

  it('names no origin where the policy wants none', async () => {
    using world = openWorld()
    world.setsPolicy('picks: {recordOrigin: false}\n')
    world.merges('fix: crash on start (#2)')
    await world.builds()

    expect(world.git('show', '-s', '--format=%B', 'release/v2.0.1^')).toBe('fix: crash on start (#2)')
  })

  it('has the trees that git cherry-pick gives, merge commits among them', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)', { edits: engine({ 3: 'three' }) })
    world.merges('feat: tasks in pages (#6)', {
      edits: { 'src/engine.ts': `new first line\n${listLines(30, { 3: 'three' })}` },
    })
    world.mergesBranch(7, 'fix: crash at the end', [
      [
        'fix: crash at the end',
        { edits: { 'src/engine.ts': `new first line\n${listLines(30, { 3: 'three', 28: 'x' })}` } },
      ],
    ])
    const built = await world.builds()

    const tree = join(world.folder, 'worktree')
    world.git('worktree', 'add', '-q', '--detach', tree, 'v2.0.0')
    const git = (...words: string[]) =>
      execFileSync('git', ['-C', tree, ...words], { env: BOT })
        .toString()
        .trim()
    git('cherry-pick', '-x', 'main~2')
    git('cherry-pick', '-x', '-m', '1', 'main')
    expect(git('rev-parse', 'HEAD^{tree}')).toBe(git('rev-parse', `${built.head}^^{tree}`))
    expect(git('log', '-1', '--format=%B')).toBe(git('log', '-1', '--format=%B', `${built.head}^`))
  })

  it('a pull request of several commits is taken whole', async () => {
    using world = openWorld()
    world.merges('fix: crash, its first half (#4)', { author: 'Noor' })
    world.merges('fix: crash, its second half (#4)', { author: 'Noor' })
    const { commits } = await world.builds()

    expect(
      commits.map(({ kind, candidate, subject }) => `${kind} ${candidate} ${subject}`),
    ).toMatchInlineSnapshot(`
      [
        "pick #4 fix: crash, its first half (#4)",
        "pick #4 fix: crash, its second half (#4)",
        "bump null chore: bump version to 2.0.1",
      ]
    `)
  })

  it('or not at all: where its second commit conflicts, its first is not taken either', async () => {
    using world = openWorld()
    world.merges('feat: tasks in pages (#3)', { edits: engine({ 9: 'pages' }) })
    world.merges('fix: crash, its first half (#4)', { author: 'Noor' })
    world.merges('fix: crash, its second half (#4)', { author: 'Noor', edits: engine({ 9: 'safe pages' }) })
    world.merges('fix: crash on exit (#5)')

    const { commits, skipped } = await world.builds('v2.0.1 --skip-conflicts')
    expect(skipped).toEqual([{ candidate: '#4', why: 'conflict' }])
    expect(commits.map(({ subject }) => subject)).toEqual([
      'fix: crash on exit (#5)',
      'chore: bump version to 2.0.1',
    ])
  })
})

describe('conflicts', () => {
  it('stop the build, and say what would help', async () => {
    using world = openWorld()
    mergeDependentFix(world)

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #7, crash, not-ready: conflict in src/engine.ts, needs #5
      leaves #5, refactor: next-minor
      leaves #6, feature: next-minor"
    `)
    expect(await world.isRefused('build v2.0.1')).toMatchInlineSnapshot(`
      "6 conflict
      One pick does not apply on v2.0.0: #7. Nothing was built.
      Next: Build without it (\`--skip-conflicts\`, or \`--drop '#7'\`), or take what it needs: #5 (next-minor); \`release-captain explain '#5'\` shows how. \`release-captain explain '#7'\` shows the conflict."
    `)
  })

  it('are shown with both sides, and with the verdict of what they depend on', async () => {
    using world = openWorld()
    mergeDependentFix(world)

    const { explained } = await world.asks(explainDocument, 'explain 7')
    if (explained.kind !== 'candidate' || explained.considered.alone.kind !== 'conflict')
      throw new Error('no conflict')
    expect(explained.considered.alone.files).toMatchInlineSnapshot(`
      [
        {
          "hunks": [
            {
              "ours": {
                "end": 9,
                "start": 9,
              },
              "oursText": "line 9",
              "theirsText": "in one safe place",
            },
          ],
          "kind": "content",
          "path": "src/engine.ts",
        },
      ]
    `)
    expect(explained.dependencies).toEqual({ kind: 'found', on: ['#5'], proof: 'smallest' })
    expect(explained.dependsOn.map(({ candidate, verdict }) => [candidate.id, verdict.kind])).toEqual([
      ['#5', 'next-minor'],
    ])
  })

  it('a dependency is not taken along behind the back of the criteria', async () => {
    using world = openWorld()
    mergeDependentFix(world)

    expect(tell(await world.plans('--with-dependencies'))).toMatchInlineSnapshot(`
      "takes #5, refactor, next-minor: clean
      takes #7, crash, eligible: clean
      leaves #6, feature: next-minor"
    `)
    expect(await world.isRefused('build v2.0.1 --with-dependencies')).toMatchInlineSnapshot(`
      "5 rule
      Some changes in this plan don't meet the criteria for v2.0.1: #5 is next-minor (refactor).
      Next: Leave it out (\`--drop '#5'\`): the policy lets no exception lift that (\`exceptions.lifts\`). \`release-captain explain '#5'\` shows why."
    `)
  })

  it('with an exception for it, both are taken, where the policy lets one lift that', async () => {
    using world = openWorld()
    mergeDependentFix(world)
    world.setsPolicy('exceptions: {lifts: [case-by-case, next-minor]}\n')
    const facts = world.writes(
      'facts.yml',
      'changes: {"#5": {exception: {by: grace, because: The fix of the crash needs it., until: 2026-02-28}}}',
    )

    const { commits } = await world.builds(`v2.0.1 --facts ${facts}`)
    expect(commits.map(({ candidate }) => candidate)).toEqual(['#5', '#7', null])
  })

  it('are passed over where the policy says so', async () => {
    using world = openWorld()
    world.setsPolicy('picks: {onConflict: skip}\n')
    mergeDependentFix(world)
    world.merges('fix: crash on exit (#8)')

    const { commits, skipped } = await world.builds()
    expect([commits.map(({ candidate }) => candidate), skipped]).toEqual([
      ['#8', null],
      [{ candidate: '#7', why: 'conflict' }],
    ])
  })
})

describe('building again', () => {
  it('the same plan gives the same commits, here and in another clone', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    world.merges('fix: crash on exit (#3)')
    const elsewhere = join(world.folder, 'elsewhere')
    world.git('clone', '-q', '--bare', '.', elsewhere)

    const first = await world.builds()
    const again = await world.builds()
    const there = await world.builds(`v2.0.1 --repo ${elsewhere}`)
    expect(again.installed).toBe('unchanged')
    expect(there.installed).toBe('created')
    expect(new Set([first, again, there].map(({ head, plan }) => `${head} ${plan}`)).size).toBe(1)
  })

  it('does not touch a branch of that name that is something else', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    world.git('branch', 'release/v2.0.1', 'v2.0.0')

    expect(await world.isRefused('build v2.0.1')).toMatchInlineSnapshot(`
      "5 rule
      The branch release/v2.0.1 already exists, at 37d12fbae3; this build is 436f954492. Nothing was changed.
      Next: Check it (\`git log release/v2.0.1\`). If you don't need it: \`git branch -D release/v2.0.1\`, then build again."
    `)
  })

  it('--dry-run does all of it and writes nothing', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const before = fingerprint(world.clone)

    const dry = await world.builds('v2.0.1 --dry-run')
    expect(dry.installed).toBe('dry-run')
    expect(fingerprint(world.clone)).toEqual(before)
    expect((await world.builds()).head).toBe(dry.head)
  })
})

const BOT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_COMMITTER_NAME: 'x',
  GIT_COMMITTER_EMAIL: 'x@example.org',
}
