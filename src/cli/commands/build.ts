import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import { createPlanRequest, digestInput, PLAN_OPTIONS, planInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import type { TagRequest } from '../engine.ts'
import { DONE } from '../exit-codes.ts'
import { toBuildJson } from '../json/build.ts'
import { renderBuildScreen } from '../screens/build.ts'

const buildInput = planInput.extend({
  version: z.string().min(1, 'must not be empty'),
  plan: digestInput.optional(),
  tag: z.literal(true).optional(),
  'sign-key': z.string().min(1, 'must not be empty').optional(),
  'sign-format': z.enum(['gpg', 'ssh']).optional(),
  unsigned: z.literal(true).optional(),
  push: z.string().min(1, 'must not be empty').optional(),
  'dry-run': z.literal(true).optional(),
})
type BuildInput = z.output<typeof buildInput>

/** §1.2, §1.3 and §3.2: the release branch, its version bump and, when asked for, its signed tag. */
export const buildCommand = defineCommand({
  name: 'build',
  summary: 'create the release branch: the picks, the version bump and, with --tag, the signed tag',
  about:
    "Creates the branch release/vX.Y.Z from the line's tag, as git cherry-pick -x would, without a work tree: nothing " +
    'is checked out, and no hook or filter runs. You get the whole branch or none. Nothing leaves this machine ' +
    'without --push. Building the same plan again gives the same commits.',
  arguments: [{ name: 'version', required: true, about: 'the version to build, such as v2.0.1' }],
  options: [
    {
      name: 'plan',
      value: 'DIGEST',
      about: 'refuse if this is no longer the plan (8 digits or more)',
    },
    { name: 'tag', value: null, about: 'also create the signed tag' },
    {
      name: 'sign-key',
      value: 'KEY',
      about: "the key for the tag (default: git's user.signingkey)",
      completes: 'file',
    },
    {
      name: 'sign-format',
      value: 'FORMAT',
      about: "gpg or ssh (default: git's gpg.format)",
      choices: ['gpg', 'ssh'],
    },
    { name: 'unsigned', value: null, about: 'create the tag without a signature, if the policy allows it' },
    {
      name: 'push',
      value: 'REMOTE',
      alone: 'origin',
      about: 'push the branch, and the tag if there is one (default: origin)',
    },
    { name: 'dry-run', value: null, about: 'do everything except writing to the repository' },
    ...PLAN_OPTIONS,
  ],
  examples: [
    {
      command: 'release-captain build v2.0.1 --plan 3f2a9c1d4e5b',
      about: 'Exactly the plan that you reviewed',
    },
    {
      command: 'release-captain build v2.0.1 --tag --push',
      about: 'With its signed tag, pushed to origin',
    },
    {
      command: 'release-captain build v2.0.1 --skip-conflicts --dry-run',
      about: 'Show the build without the conflicts',
    },
  ],
  input: buildInput,
  run: async (call, input) => {
    const request = {
      ...createPlanRequest(call, input),
      version: input.version,
      planDigest: input.plan ?? null,
      tag: createTagRequest(input),
      push: input.push ?? null,
      dryRun: input['dry-run'] ?? false,
    }
    if (request.dryRun && request.push !== null) throw refuseDryPush()
    const engine = await call.engine()
    const report = await engine.build(request)
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderBuildScreen(report, view) },
      document: () => toBuildJson(report),
    }
  },
})

function createTagRequest(input: BuildInput): TagRequest {
  const { tag, unsigned, 'sign-key': key, 'sign-format': format } = input
  const signing = key !== undefined || format !== undefined
  if (!tag && (unsigned || signing)) throw refuseTagOptions()
  if (unsigned && signing) throw refuseBoth()
  if (!tag) return { kind: 'none' }
  return unsigned ? { kind: 'unsigned' } : { kind: 'signed', key: key ?? null, format: format ?? null }
}

function refuseTagOptions(): Refused {
  return new Refused({
    kind: 'usage',
    what: '`--sign-key`, `--sign-format` and `--unsigned` need `--tag`.',
    next: 'Add `--tag`, or remove them.',
  })
}

function refuseBoth(): Refused {
  return new Refused({
    kind: 'usage',
    what: "`--unsigned` can't be used with `--sign-key` or `--sign-format`.",
    next: 'Remove one of them.',
  })
}

function refuseDryPush(): Refused {
  return new Refused({
    kind: 'usage',
    what: '`--dry-run` writes nothing, so `--push` has nothing to push.',
    next: 'Remove one of them.',
  })
}
