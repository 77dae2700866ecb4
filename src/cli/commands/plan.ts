import { z } from 'zod'
import { createPlanRequest, PLAN_OPTIONS, planInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { toPlanJson } from '../json/plan.ts'
import { renderPlanScreen } from '../screens/plan.ts'

/** §1.1: which changes belong in the next patch release, why, and what happens when they are picked. */
export const planCommand = defineCommand({
  name: 'plan',
  summary: 'show which changes belong in the next patch release, and how they pick',
  about:
    "Checks every change on main since the line's last tag against the release process, and picks what is " +
    'eligible, in memory. Changes nothing: no branch, no file, no work tree.',
  arguments: [
    {
      name: 'version',
      required: false,
      about: 'the version to plan, such as v2.0.1 or v2.0.1-rc.1 (default: the next patch)',
    },
  ],
  options: [
    ...PLAN_OPTIONS,
    { name: 'all', value: null, about: 'list every change, including those for the next minor release' },
    { name: 'left-out', value: null, about: 'list what was left out, each with its reason' },
  ],
  examples: [
    {
      command: 'release-captain plan',
      about: 'The next patch of the highest line, from the clone in this folder',
    },
    { command: "release-captain plan --line 1.9 --drop '#13'", about: 'An older line, without one change' },
    {
      command: 'release-captain plan --repo https://github.com/owner/name.git',
      about: 'A remote repository',
    },
    {
      command: 'release-captain plan --json | jq -r ".picks[].candidate"',
      about: 'The picks, for a program',
    },
  ],
  input: planInput.extend({ all: z.literal(true).optional(), 'left-out': z.literal(true).optional() }),
  run: async (call, input) => {
    const engine = await call.engine()
    const report = await engine.plan(createPlanRequest(call, input))
    const { all = false, 'left-out': leftOut = false } = input
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderPlanScreen(report, { ...view, all, leftOut }) },
      document: () => toPlanJson(report),
    }
  },
})
