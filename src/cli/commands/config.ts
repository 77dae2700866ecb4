import { z } from 'zod'
import { createSourceRequest, SOURCE_OPTIONS, sourceInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { toConfigJson } from '../json/config.ts'
import { renderConfigScreen, selectValues } from '../screens/config.ts'

/** The policy in force, and where each of its values comes from. */
export const configCommand = defineCommand({
  name: 'config',
  summary: 'show the policy in force, and where each value comes from',
  about:
    'Reads .github/release-captain.yml from the main branch, or the file named by --policy, and shows every value ' +
    'with its origin: a section of the process document, or a line of the file. A file with mistakes is refused ' +
    'with a list of all mistakes.',
  arguments: [
    { name: 'key', required: false, about: 'only values under this key, such as criteria or criteria.rules' },
  ],
  options: [
    { name: 'changed', value: null, about: 'only what differs from the process document' },
    ...SOURCE_OPTIONS,
  ],
  examples: [
    { command: 'release-captain config --changed', about: 'What this project changed' },
    { command: 'release-captain config criteria.rules', about: 'One part of it' },
    { command: 'release-captain config --policy new.yml', about: 'Check a file before you merge it' },
  ],
  input: sourceInput.extend({ key: z.string().optional(), changed: z.literal(true).optional() }),
  run: async (call, input) => {
    const engine = await call.engine()
    const report = await engine.config(createSourceRequest(call, input))
    const wanted = { under: input.key ?? null, changed: input.changed ?? false }
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderConfigScreen(report, { ...view, ...wanted }) },
      document: () => toConfigJson(report, selectValues(report.values, wanted)),
    }
  },
})
