import { createLocalEngine } from '../../../src/planner/local-engine.ts'

/**
 * Builds v2.0.1 of a clone and kills itself, as the power does, some milliseconds after a step of the work has begun.
 * Arguments: clone, cache folder, step, milliseconds. Prints the head when it lives to the end.
 */
const [, , repository = '', cacheDir = '', dieAt = '', after = '0'] = process.argv

const { head } = await createLocalEngine({ cacheDir }).build({
  repository,
  main: null,
  policyFile: null,
  jobs: null,
  now: Date.parse('2026-02-10T12:00Z') / 1000,
  onProgress: ({ step }) => {
    if (step === dieAt) setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(after))
  },
  version: 'v2.0.1',
  line: null,
  base: null,
  factsFile: null,
  pick: [],
  drop: [],
  skipConflicts: false,
  withDependencies: false,
  planDigest: null,
  tag: { kind: 'none' },
  push: null,
  dryRun: false,
})
process.stdout.write(head)
