import { z } from 'zod'
import { createPlanRequest, PLAN_OPTIONS, planInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { explainJson } from '../json/explain.ts'
import { explainScreen } from '../screens/explain.ts'

/** §1.1 for one change: every rule, what it saw, and what would change it. */
export const explainCommand = defineCommand({
  name: 'explain',
  summary: 'explain why a change is in the plan or not, and what would change that',
  about:
    'Lists every rule of the release process with what it saw and what would change its answer, picks the change on its ' +
    'own and in its place, shows conflicts with both sides, and finds the earlier changes that it depends on. ' +
    'Changes nothing.',
  arguments: [{ name: 'change', required: true, about: "a pull request ('#12', quoted, or 12) or a commit" }],
  options: PLAN_OPTIONS,
  examples: [
    {
      command: "release-captain explain '#1234'",
      about: 'A pull request; the quotes keep a shell from taking # for a comment',
    },
    { command: 'release-captain explain 9fceb02d0a', about: 'A commit on main' },
  ],
  input: planInput.extend({ change: z.string().min(1, 'must not be empty') }),
  run: async (call, input) => {
    const engine = await call.engine()
    const report = await engine.explain({ ...createPlanRequest(call, input), change: input.change })
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => explainScreen(report, view) },
      document: () => explainJson(report),
    }
  },
})
