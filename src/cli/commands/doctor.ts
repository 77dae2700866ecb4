import { createSourceRequest, SOURCE_OPTIONS, sourceInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import type { DoctorCheck } from '../engine.ts'
import { DONE, toExitCode } from '../exit-codes.ts'
import { toDoctorJson } from '../json/doctor.ts'
import { renderDoctorScreen } from '../screens/doctor.ts'

/** Says beforehand what would go wrong later. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'check that the machine, the repository and the App are ready for a release',
  about:
    'Checks git and Node, the repository and its tags, main, the policy, the signing key and the cache folder. With ' +
    "the App's settings in the environment or in .env, it also checks the App at GitHub: its key, permissions and " +
    'events, its webhook and the last deliveries, the sign-in, its installations, each repository and ' +
    'its config, the chats and their channels, its signing key and its record. Changes nothing. Exits with 4 if a check fails, and with 0 if there are only warnings.',
  arguments: [],
  options: SOURCE_OPTIONS,
  examples: [
    { command: 'release-captain doctor', about: 'This folder, and the App if it has settings' },
    { command: 'release-captain doctor --repo ../product --json', about: 'Another clone, for a program' },
  ],
  input: sourceInput,
  run: async (call, input) => {
    const engine = await call.engine()
    const local = await engine.doctor(createSourceRequest(call, input))
    const program = await call.program()
    const app = await program.doctor({ onProgress: call.onProgress })
    const report =
      app === null || input.repo !== undefined ? local : { ...local, checks: local.checks.map(toBesideCheck) }
    const failed = [...report.checks, ...(app ?? [])].some(({ outcome }) => outcome === 'fail')
    return {
      exitCode: failed ? toExitCode('repository') : DONE,
      output: { kind: 'screen', lines: (view) => renderDoctorScreen(report, app, view) },
      document: () => toDoctorJson(report, app),
    }
  },
})

/** Whoever asks for the App need not stand in a clone. */
function toBesideCheck(check: DoctorCheck): DoctorCheck {
  if (check.name !== 'repository' || check.outcome !== 'fail') return check
  return {
    ...check,
    outcome: 'warn',
    next: 'Nothing, for the App; name a clone with `--repo PATH` to check that too.',
  }
}
