import { z } from 'zod'
import { createSourceRequest, SOURCE_OPTIONS, sourceInput } from '../../command-options.ts'
import { defineCommand } from '../../define.ts'
import { DONE } from '../../exit-codes.ts'
import { toSimulateJson } from '../../json/onboarding/simulate.ts'
import { renderSimulateScreen } from '../../screens/onboarding/simulate.ts'

/** A number of past releases, as a word of the command line. */
export const lastInput = z
  .string()
  .regex(/^[1-9]\d?$/, 'must be a whole number from 1 to 99')
  .transform(Number)
  .optional()

/** How a team decides whether a policy is theirs. */
export const simulateCommand = defineCommand({
  name: 'simulate',
  summary: 'play the policy over your past patch releases, and compare with what you released',
  about:
    'Plans each of your last patch releases again as of the day before it was made, and compares the proposals with ' +
    'what you released: what it would have proposed, what it would have refused and why, what it would have missed. ' +
    'Names the settings that would bring it closest. Changes nothing.',
  arguments: [],
  options: [
    { name: 'last', value: 'NUMBER', about: 'how many releases, the latest ones (default: 10)' },
    { name: 'line', value: 'LINE', about: 'releases of this line alone, as 2.0' },
    ...SOURCE_OPTIONS,
  ],
  examples: [
    { command: 'release-captain simulate', about: 'Your last ten patch releases' },
    { command: 'release-captain simulate --policy new.yml', about: 'Try a config before it is merged' },
    { command: 'release-captain simulate --line 1.9 --last 3', about: 'An older line' },
  ],
  input: sourceInput.extend({ last: lastInput, line: z.string().min(1).optional() }),
  run: async (call, input) => {
    const engine = await call.engine()
    const { last = 10, line = null } = input
    const report = await engine.simulate({ ...createSourceRequest(call, input), last, line })
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderSimulateScreen(report, view) },
      document: () => toSimulateJson(report),
    }
  },
})
