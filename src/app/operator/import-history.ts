import { openGit } from '../../adapters/git/open.ts'
import type { ImportReport, ImportWanted } from '../../cli/program.ts'
import { Refused } from '../../release/refusal.ts'
import type { GitHub } from '../../runtime/ports/github.ts'
import { importHistory } from '../../runtime/sync/history/import-history.ts'
import { openAppGitHub } from '../open-github.ts'
import { type OperatedApp, withStore } from './operated-app.ts'

/** Nothing of it is said: what a person has to know is in the report, and what broke is thrown. */
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Opens GitHub for an operator's command. */
export function openOperatorGitHub({ app, now }: OperatedApp): GitHub {
  return openAppGitHub(app, { now, log: SILENT, learnSecret: () => undefined })
}

/**
 * Reads the releases of a repository from before the App was there into the record.
 *
 * @throws {Refused} where the App isn't installed on the repository, or its config has mistakes
 */
export async function runImport(app: OperatedApp, { repository }: ImportWanted): Promise<ImportReport> {
  const github = openOperatorGitHub(app)
  const all = await github.listRepositories()
  const found = all.find(({ owner, name }) => `${owner}/${name}`.toLowerCase() === repository.toLowerCase())
  if (!found)
    throw new Refused({
      kind: 'usage',
      what: `The App isn't installed on ${repository}.`,
      next: `Install it there, or name one of: ${all.map(({ owner, name }) => `${owner}/${name}`).join(', ') || 'none'}.`,
    })
  const git = openGit({ cacheDir: app.cacheDir, signing: null, onUnauthenticated: null })
  try {
    return await withStore(app, (store) => importHistory({ store, github, git, now: app.now }, found.id))
  } finally {
    await git.close()
  }
}
