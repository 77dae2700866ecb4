import { SOURCE_OPTIONS, sourceInput, sourceRequest } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE, exitCodeOf } from '../exit-codes.ts'
import { doctorJson } from '../json/doctor.ts'
import { doctorScreen } from '../render/doctor.ts'

/** Says beforehand what would go wrong later. */
export const doctor = defineCommand({
  name: 'doctor',
  summary: 'check that the machine and the repository have what a release needs',
  about:
    'Checks git and Node, the repository and its tags, main, the policy, the signing key and the cache folder. ' +
    'Changes nothing. Ends with 4 when a check fails; a warning alone ends with 0.',
  arguments: [],
  options: SOURCE_OPTIONS,
  examples: [
    { command: 'release-captain doctor', about: 'This folder' },
    { command: 'release-captain doctor --repo ../product --json', about: 'Another clone, for a program' },
  ],
  input: sourceInput,
  run: async (call, input) => {
    const engine = await call.engine()
    const report = await engine.doctor(sourceRequest(call, input))
    const failed = report.checks.some(({ outcome }) => outcome === 'fail')
    return {
      exitCode: failed ? exitCodeOf('repository') : DONE,
      output: { kind: 'screen', lines: (view) => doctorScreen(report, view) },
      document: () => doctorJson(report),
    }
  },
})
