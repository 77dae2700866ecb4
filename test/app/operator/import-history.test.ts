import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openSandboxGitHub, type SandboxGitHub } from '../../../sandbox/github/open.ts'
import { AS_INSTALLED } from '../../../src/app/as-installed.ts'
import { openOperatorGitHub, runImport } from '../../../src/app/operator/import-history.ts'
import type { OperatedApp } from '../../../src/app/operator/operated-app.ts'
import { createSandboxAppSettings } from '../../../src/app/sandbox-app.ts'
import { summarizeMeasures } from '../../../src/release/measures/measures.ts'
import { defaultPolicy } from '../../../src/release/policy.ts'
import { loadRelease } from '../../../src/runtime/record/execute-command.ts'
import { readFigures } from '../../../src/runtime/record/read-figures.ts'
import { readCalendarViews } from '../../../src/store/calendars/calendar-views.ts'
import { bare, folder } from '../../git/repositories.ts'
import { freshPlace, openIn } from '../../store/places.ts'
import { states } from '../../store/workers.ts'
import { closeAfterFile } from '../../worlds/close-after.ts'

const NOW = Date.parse('2026-02-10T09:00:00Z') / 1000
const DAY = 86_400

/** Main with three fixes by pull requests, and line 2.0 with two patches: one of picks, one of main's own tag. */
async function makeHistory(gitDir: string): Promise<void> {
  const repository = await bare(gitDir)
  const { text } = repository
  let at = NOW - 60 * DAY
  const commit = async (ref: string, message: string, { file }: { readonly file: string }) => {
    const blob = await text(['hash-object', '-w', '--stdin'], { input: message })
    const index = join(gitDir, `index-${ref.replaceAll('/', '-')}`)
    const env = { GIT_INDEX_FILE: index }
    await text(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`], { env })
    const tree = await text(['write-tree'], { env })
    const parent = await text(['rev-parse', '-q', '--verify', ref]).catch(() => null)
    at += DAY
    const dates = { GIT_AUTHOR_DATE: `@${at} +0000`, GIT_COMMITTER_DATE: `@${at} +0000` }
    const parents = parent === null ? [] : ['-p', parent]
    const made = await text(['commit-tree', tree, '-m', message, ...parents], { env: dates })
    await text(['update-ref', ref, made])
    return made
  }
  const tag = async (name: string, of: string) => {
    const date = { GIT_COMMITTER_DATE: `@${at + 3_600} +0000` }
    await text(['tag', '-a', '-m', name, name, of], { env: date })
  }
  const main = 'refs/heads/main'
  const line = 'refs/heads/release/2.0'
  await tag('v2.0.0', await commit(main, 'feat: begin', { file: 'begin.txt' }))
  await text(['update-ref', line, 'v2.0.0^{commit}'])
  await text(['read-tree', '--index-output', join(gitDir, 'index-refs-heads-release-2.0'), 'v2.0.0'])
  const one = await commit(main, 'fix: keep the lock (#12)\n\nFixes #11', { file: 'lock.txt' })
  await commit(main, 'feat: count more (#13)', { file: 'count.txt' })
  const two = await commit(main, 'fix: close the file (#15)\n\nFixes #14', { file: 'file.txt' })
  const pick = async (sha: string, message: string, file: string) =>
    commit(line, `${message}\n\n(cherry picked from commit ${sha})`, { file })
  await tag('v2.0.1', await pick(one, 'fix: keep the lock (#12)\n\nFixes #11', 'lock.txt'))
  await pick(two, 'fix: close the file (#15)\n\nFixes #14', 'file.txt')
  await tag('v2.0.2', await commit(line, 'chore: raise the version', { file: 'version.txt' }))
}

let github: SandboxGitHub
let app: OperatedApp

beforeAll(async () => {
  const made = await folder('import-')
  closeAfterFile(() => made[Symbol.asyncDispose]())
  github = await openSandboxGitHub({ now: () => NOW * 1000, app: AS_INSTALLED })
  closeAfterFile(() => github.close())
  await makeHistory(join(made.path, 'api.git'))
  await github.repository('api', { from: join(made.path, 'api.git') })
  await github.remembers()
  app = {
    place: await freshPlace(),
    cacheDir: join(made.path, 'cache'),
    app: createSandboxAppSettings(github),
    now: () => NOW,
  }
  const [ref] = await openOperatorGitHub(app).listRepositories()
  const repo = await openOperatorGitHub(app).openRepository(ref?.id ?? 0)
  const release = { name: 'v2.0.1', body: 'Keeps the lock.', draft: false, prerelease: false, latest: true }
  await repo.createRelease({ tag: 'v2.0.1', ...release })
})

describe('importing a repository', () => {
  it('reads tags, GitHub releases and pull requests into the record, once', async () => {
    const { imported, known } = await runImport(app, { repository: 'Godel/api' })

    expect(known).toEqual([])
    expect(
      imported.map(({ version, source, changes, pullRequests, reported }) =>
        [version, source, changes, pullRequests, reported].join(' '),
      ),
    ).toEqual(['v2.0.0 tag 0 0 0', 'v2.0.1 github-release 1 1 1', 'v2.0.2 tag 2 1 1'])

    const again = await runImport(app, { repository: 'godel/api' })
    expect(again).toMatchObject({ imported: [], known: ['v2.0.0', 'v2.0.1', 'v2.0.2'] })
  })

  it('knows of each change who wrote it, when it was reported and when it was merged', async () => {
    await using opened = await openIn(app.place)
    const [id = ''] = [...github.world.repositories.values()].map((one) => String(one.id))
    const { release, events } = await opened.store.transact((unit) => loadRelease(unit, `${id}:v2.0.1`))

    expect(events.map(({ type }) => type)).toEqual(['Imported'])
    expect(release).toMatchObject({
      status: 'published',
      imported: {
        publishedAt: NOW,
        notes: 'Keeps the lock.',
        changes: [
          {
            candidate: '#12',
            title: 'fix: keep the lock',
            merged: NOW - 58 * DAY,
            reported: NOW - 58 * DAY - 21_600,
            authors: [{ login: 'ada' }],
          },
        ],
      },
    })
  })

  it('has measures to show, and no rate of what the record cannot say', async () => {
    await using opened = await openIn(app.place)
    const [repository = 0] = [...github.world.repositories.values()].map((one) => one.id)
    const period = { from: NOW - 90 * DAY, to: NOW + 1 }
    const figures = await opened.store.transact((unit) => readFigures(unit, repository, period))

    const measures = summarizeMeasures(figures, period, defaultPolicy.measures)
    expect(measures).toMatchObject({
      ...{ releases: 2, imported: 2 },
      timeToPatch: { count: 2, unknown: 1 },
      ...{ rollbackRate: { of: 0 }, successRate: { of: 0 }, exceptions: { of: 0 } },
      leadTime: { count: 3 },
    })
  })

  it('tells no one, and begins the calendar', async () => {
    await using opened = await openIn(app.place)
    const [repository] = github.world.repositories.values()
    const views = await opened.store.transact((unit) =>
      readCalendarViews(unit, [repository?.id ?? 0], z.unknown()),
    )
    expect(views.size).toBe(1)
    expect(Object.keys(await states(opened.store)).filter((key) => key.includes('v2.0'))).toEqual([])
    const entries = repository?.issues.flatMap(({ timeline }) => timeline.map(({ at }) => at)) ?? []
    expect(entries.filter((at) => at >= NOW * 1000)).toEqual([])
  })

  it('refuses a repository on which the App is not installed', async () => {
    await expect(runImport(app, { repository: 'godel/web' })).rejects.toThrow(
      "The App isn't installed on godel/web.",
    )
  })
})
