import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runGit } from '../git/run-git.ts'
import { Refused } from '../release/refusal.ts'
import { DEMO_FACTS } from './facts.ts'
import { writeHistory } from './history.ts'
import { tellStory } from './story.ts'

/** A small product with a real history, and what to do with it. */
export interface DemoRepository {
  /** The folder with the files of main. */
  readonly folder: string
  readonly gitDir: string
  readonly line: string
  /** The release that is next. */
  readonly version: string
  readonly factsFile: string
  /** The day of the story, `YYYY-MM-DD`: the day before a release day. */
  readonly date: string
  /** The change that is worth explaining. */
  readonly explain: string
  /** What is worth looking at on each screen, whole sentences. */
  readonly lookAt: {
    readonly plan: string
    readonly explain: string
    readonly build: string
    readonly notes: string
  }
}

const FACTS_FILE = 'release-facts.yml'

/**
 * Makes the demo product's repository: the same commits, byte for byte, wherever and whenever. The folder is made
 * where it does not exist.
 *
 * @throws {Refused} `usage` when the folder has something in it
 */
export async function makeDemoRepository(folder: string): Promise<DemoRepository> {
  const place = resolve(folder)
  await mkdir(place, { recursive: true })
  await refuseUnlessEmpty(place)

  const gitDir = join(place, '.git')
  await runGit(['init', '--quiet', '--template=', '--initial-branch=main', '--object-format=sha1', place])
  await writeHistory(gitDir, tellStory)
  await checkOutFiles(place, gitDir)
  return { folder: place, gitDir, factsFile: join(place, FACTS_FILE), ...STORY }
}

const STORY = {
  line: '2.0',
  version: 'v2.0.1',
  date: '2026-02-10',
  explain: '#1244',
  lookAt: {
    plan: 'Fixes of every type since v2.0.0 with their verdicts; #1244 is a data loss that conflicts, and what it depends on is a refactor for the next minor release. With --left-out you see what the line has already, a revert, and a pick that comes out empty.',
    explain:
      'Every rule with what it saw: #1244 fixes code that #1226 introduced, and #1226 is not on the line. Either allow #1226 with an exception, or write the fix again for the line.',
    build:
      'Each pick keeps its author and names its origin; #1236 brings two commits and #1235 its merge commit; then comes the version bump. No file was checked out for it.',
    notes:
      'The template of the process: security first, the worst at the top, and numbers that link to their pull requests.',
  },
} as const

async function refuseUnlessEmpty(folder: string): Promise<void> {
  const [found] = await readdir(folder)
  if (found === undefined) return
  throw new Refused({
    kind: 'usage',
    what: `${folder} is not empty: it has ${found}.`,
    next: 'Name a new or an empty folder for the demo product.',
  })
}

/** The files of main, to look around in, and the facts file beside them, which git passes over. */
async function checkOutFiles(folder: string, gitDir: string): Promise<void> {
  await runGit([`--work-tree=${folder}`, 'read-tree', '-m', '-u', 'refs/heads/main'], { gitDir })
  await writeFile(join(folder, FACTS_FILE), DEMO_FACTS)
  await mkdir(join(gitDir, 'info'), { recursive: true })
  await appendFile(join(gitDir, 'info', 'exclude'), `/${FACTS_FILE}\n`)
}
