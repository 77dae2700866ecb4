import { z } from 'zod'
import { globalInput } from '../../command-options.ts'
import { defineCommand } from '../../define.ts'
import { DONE } from '../../exit-codes.ts'
import { toImportJson } from '../../json/app/import.ts'
import { renderImportScreen } from '../../screens/operator/import.ts'

/** How a repository begins with lines, measures and a calendar. */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'read the releases that a repository has already into the record',
  about:
    'Reads tags, GitHub releases and merged pull requests of a repository on which the App is installed, so that pages, ' +
    'measures and calendar have something to show on the first day. Changes nothing at GitHub and tells no one. Run it ' +
    'again at any time: what is on record already stays as it is. Reads the settings of the App in the environment or ' +
    'in .env. With a record in DATA_DIR, stop the App first; with DATABASE_URL, it can run.',
  arguments: [{ name: 'repository', required: true, about: 'the repository, as OWNER/NAME' }],
  options: [],
  examples: [{ command: 'release-captain import godel/api', about: 'Every release of godel/api' }],
  input: globalInput.extend({
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be OWNER/NAME'),
  }),
  run: async (call, { repository }) => {
    const program = await call.program()
    const report = await program.importReleases({ repository })
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderImportScreen(report, view) },
      document: () => toImportJson(report),
    }
  },
})
