import { z } from 'zod'
import { createSourceRequest, SOURCE_OPTIONS, sourceInput } from '../../command-options.ts'
import { defineCommand } from '../../define.ts'
import { DONE } from '../../exit-codes.ts'
import { toInitJson } from '../../json/onboarding/init.ts'
import { renderInitScreen } from '../../screens/onboarding/init.ts'
import { lastInput } from './simulate.ts'

/** The first command of a team: what Release Captain sees of their repository, and the config that fits it. */
export const initCommand = defineCommand({
  name: 'init',
  summary: 'look at a clone, and write the config that fits it',
  about:
    'Finds the tag pattern, the lines and their branches, the files that hold the version, the workflows that test and ' +
    'build, the changelog, the owners and the backport labels. Learns from your last patch releases which changes you ' +
    'release, and shows what the proposed policy would have changed. Writes .github/release-captain.yml with a reason ' +
    'for each setting, and lists what is still missing. A config that is there stays as it is.',
  arguments: [],
  options: [
    { name: 'last', value: 'NUMBER', about: 'how many past releases to learn from (default: 6)' },
    { name: 'print', value: null, about: 'print the config, and write nothing' },
    ...SOURCE_OPTIONS,
  ],
  examples: [
    { command: 'release-captain init', about: 'The clone in this folder' },
    { command: 'release-captain init --print > policy.yml', about: 'The config alone, to look at first' },
    { command: 'release-captain init --last 20', about: 'Learn from more releases' },
  ],
  input: sourceInput.extend({ last: lastInput, print: z.literal(true).optional() }),
  run: async (call, input) => {
    const engine = await call.engine()
    const { last = 6, print = false } = input
    const report = await engine.init({ ...createSourceRequest(call, input), last, write: !print })
    return {
      exitCode: DONE,
      output: print
        ? { kind: 'text', text: report.config }
        : { kind: 'screen', lines: (view) => renderInitScreen(report, view) },
      document: () => toInitJson(report),
    }
  },
})
