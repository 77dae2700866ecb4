import { z } from 'zod'
import { globalInput } from '../../command-options.ts'
import { defineCommand } from '../../define.ts'
import { DONE } from '../../exit-codes.ts'
import { toJobsJson } from '../../json/app/jobs.ts'
import type { JobsWanted } from '../../program.ts'
import { renderJobsScreen } from '../../screens/operator/jobs.ts'

const ACTIONS = ['list', 'retry'] as const

/** The operator's way to what the App gave up: dead letters. */
export const jobsCommand = defineCommand({
  name: 'jobs',
  summary: 'list the jobs that the App gave up, and retry them',
  about:
    'A job that fails is retried with longer and longer waits. After the last attempt the App gives it up: `list` ' +
    'shows each with its last problem, and `retry` puts one back to work. Reads the settings of the App in the ' +
    'environment or in .env. With a record in DATA_DIR, stop the App first; with DATABASE_URL, it can run.',
  arguments: [
    { name: 'action', required: true, about: 'list or retry', choices: ACTIONS },
    { name: 'id', required: false, about: 'the number of the job to retry' },
  ],
  options: [],
  examples: [
    { command: 'release-captain jobs list', about: 'What was given up, the oldest first' },
    { command: 'release-captain jobs retry 4711', about: 'Fix the problem, then retry the job' },
  ],
  input: globalInput
    .extend({
      action: z.enum(ACTIONS, 'must be list or retry'),
      id: z.coerce
        .number({ error: 'must be a number' })
        .int('must be whole')
        .positive('must be 1 or more')
        .optional(),
    })
    .refine(({ action, id }) => (action === 'retry') === (id !== undefined), {
      path: ['id'],
      error: 'must follow `retry`, and only `retry`',
    }),
  run: async (call, { id }) => {
    const wanted: JobsWanted = id === undefined ? { action: 'list' } : { action: 'retry', id }
    const program = await call.program()
    const report = await program.jobs(wanted)
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderJobsScreen(report, view) },
      document: () => toJobsJson(report),
    }
  },
})
