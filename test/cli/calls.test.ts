import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NOW } from './changes.ts'
import { NOTES_REPORT } from './reports.ts'
import { type } from './world.ts'

const SOURCE = { repository: '.', main: null, policyFile: null, jobs: null, now: NOW }

describe('what the engine is asked', () => {
  it('is the next patch of the highest line of this folder by default', async () => {
    const { asked } = await type('plan')

    expect(asked).toMatchObject([
      {
        what: 'plan',
        request: {
          ...SOURCE,
          version: null,
          line: null,
          base: null,
          factsFile: null,
          pick: [],
          drop: [],
          skipConflicts: false,
          withDependencies: false,
        },
      },
    ])
  })

  it('is what the options say, before or after the command', async () => {
    const { asked } = await type([
      ...[
        '--repo',
        '../godel',
        'plan',
        'v2.0.1-rc.1',
        '--line',
        '2.0',
        '--main',
        'trunk',
        '--base',
        'v2.0.0',
      ],
      ...['--facts', 'f.yml', '--policy', 'p.yml', '--pick', '#12', '--pick', '#14', '--drop', '#13'],
      ...['--skip-conflicts', '--with-dependencies', '--jobs', '2'],
    ])

    expect(asked).toMatchObject([
      {
        request: {
          repository: '../godel',
          main: 'trunk',
          policyFile: 'p.yml',
          jobs: 2,
          version: 'v2.0.1-rc.1',
          line: '2.0',
          base: 'v2.0.0',
          factsFile: 'f.yml',
          pick: ['#12', '#14'],
          drop: ['#13'],
          skipConflicts: true,
          withDependencies: true,
        },
      },
    ])
  })

  it.each([
    ['build v2.0.1', { tag: { kind: 'none' }, push: null, dryRun: false, planDigest: null }],
    ['build v2.0.1 --plan 3F2A9C1D', { planDigest: '3F2A9C1D' }],
    ['build v2.0.1 --tag', { tag: { kind: 'signed', format: null, key: null } }],
    [
      'build v2.0.1 --tag --sign-key k.pub --sign-format ssh',
      { tag: { kind: 'signed', format: 'ssh', key: 'k.pub' } },
    ],
    ['build v2.0.1 --tag --unsigned', { tag: { kind: 'unsigned' } }],
    ['build v2.0.1 --push', { push: 'origin' }],
    ['build v2.0.1 --push upstream', { push: 'upstream' }],
    ['build v2.0.1 --dry-run', { dryRun: true }],
  ])('`%s` builds with %o', async (line, request) => {
    expect((await type(line)).asked).toMatchObject([
      { what: 'build', request: { version: 'v2.0.1', ...request } },
    ])
  })

  it('is a change to explain as it was typed', async () => {
    expect((await type(['explain', '#12'])).asked).toMatchObject([
      { what: 'explain', request: { change: '#12' } },
    ])
  })

  it('is the notes of today, or of the day that was given', async () => {
    expect((await type('notes v2.0.1')).asked).toMatchObject([{ request: { date: '2026-02-06' } }])
    expect((await type('notes v2.0.1 --date 2026-02-11')).asked).toMatchObject([
      { request: { date: '2026-02-11' } },
    ])
  })
})

describe('the notes', () => {
  it('are printed as they are', async () => {
    expect((await type('notes v2.0.1')).stdout).toBe(NOTES_REPORT.markdown)
  })

  it('are written to a file, and the screen says what is next', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'notes-')), 'NOTES.md')
    const { stdout, exitCode } = await type(['notes', 'v2.0.1', '--output', file])

    expect(await readFile(file, 'utf8')).toBe(NOTES_REPORT.markdown)
    expect(exitCode).toBe(0)
    expect(stdout.replace(/Wrote.*\n?.*NOTES.md\./, 'Wrote them.')).toMatchInlineSnapshot(`
      "Wrote them.

      Next:
        Review them, and complete Known Issues and Upgrade Notes (§3.1)
        Then create the signed tag (§3.2):
          release-captain build v2.0.1 --tag
      "
    `)
  })

  it('are refused for a file that cannot be written', async () => {
    const { stderr, exitCode } = await type('notes v2.0.1 --output /nowhere/at/all.md', { columns: 140 })

    expect(stderr).toMatchInlineSnapshot(`
      "release-captain: Can't write the notes to \`/nowhere/at/all.md\`: ENOENT: no such file or directory, open '/nowhere/at/all.md'.
      Next: Name a file in an existing folder that you can write to.
      "
    `)
    expect(exitCode).toBe(2)
  })

  it('cannot steer the terminal that they are shown on', async () => {
    const report = { ...NOTES_REPORT, markdown: 'a\u001b]0;title\u0007b @\u2060ada\n' }
    const engine = { notes: async () => report }
    const shown = await type('notes v2.0.1', { engine, isTTY: { stdout: true, stderr: true } })

    expect(shown.stdout).toBe('ab @\u2060ada\n')
    expect((await type('notes v2.0.1', { engine })).stdout).toBe(report.markdown)
  })
})
