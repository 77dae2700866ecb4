import { createPlanRequest, PLAN_OPTIONS, planInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { toBumpJson } from '../json/bump.ts'
import { renderBumpScreen } from '../screens/bump.ts'

/** §1.3: which lines of which files the version bump changes. */
export const bumpCommand = defineCommand({
  name: 'bump',
  summary: 'show which lines the version bump would change',
  about:
    "Computes the version bump on the plan's tree: package.json and its lock file, src/version.ts, " +
    'helm/Chart.yaml, docker-compose.yml, or the files in the policy. Changes nothing; build creates the commit.',
  arguments: [
    { name: 'version', required: false, about: 'the version to bump to (default: the next patch)' },
  ],
  options: PLAN_OPTIONS,
  examples: [
    { command: 'release-captain bump', about: 'To the next patch of the highest line' },
    { command: 'release-captain bump v2.0.1-rc.1', about: 'To a release candidate' },
  ],
  input: planInput,
  run: async (call, input) => {
    const engine = await call.engine()
    const report = await engine.bump(createPlanRequest(call, input))
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderBumpScreen(report, view) },
      document: () => toBumpJson(report),
    }
  },
})
