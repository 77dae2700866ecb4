import { z } from 'zod'
import { PROCESS } from '../../process.ts'
import { defineListById, defineSetting } from '../define-setting.ts'
import { createDurationSchema } from '../duration.ts'
import { createLineSchema, createTemplateSchema, idSchema } from '../text-schemas.ts'

const VERSIONS = ['version', 'previous'] as const

/** A command with the version and the previous one in it. */
export const commandSchema = createTemplateSchema(VERSIONS)

/** One thing to do or to look at. */
export const namedSchema = z.strictObject({ id: idSchema, text: createLineSchema() }).readonly()

/** A check that a machine makes, and its command. */
const check = z.strictObject({ id: idSchema, text: createLineSchema(), command: commandSchema }).readonly()

/** The name of a workflow file. */
export const workflowFileSchema = createLineSchema('the name of a workflow file, like release.yml')
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.ya?ml$/, { error: 'the name of a workflow file, like release.yml' })

/**
 * A test, and by what GitHub shows it: a check run, or a workflow as a whole. A check of the same name by another app
 * proves nothing.
 */
const test = check
  .unwrap()
  .extend({
    check: createLineSchema()
      .optional()
      .meta({ description: 'The name of its check run; without it, its id.' }),
    app: createLineSchema().optional().meta({
      description:
        'The slug of the app that reports it; without it, github-actions. For a commit status it is status, and `check` its context.',
    }),
    workflow: workflowFileSchema.optional().meta({
      description:
        'A workflow in .github/workflows, instead of `check` and `app`: its whole newest run must be green.',
    }),
  })
  .superRefine(({ workflow, check, app }, context) => {
    if (workflow !== undefined && (check !== undefined || app !== undefined))
      context.addIssue({
        code: 'custom',
        path: ['workflow'],
        message: 'either a workflow, or a check and its app',
      })
  })
  .readonly()

/** §2.1. */
export const testsSchema = defineSetting(
  defineListById(test),
  PROCESS.automatedTests,
  'What must be green before manual testing.',
)

/** §2.3. */
export const stagingSchema = z
  .strictObject({
    deploy: defineSetting(commandSchema, PROCESS.staging.deploy, 'Puts the version on staging.'),
    validate: defineSetting(commandSchema, PROCESS.staging.validate, 'Checks staging.'),
    soak: defineSetting(
      createDurationSchema({ from: '0s', to: '30d' }),
      PROCESS.staging.soak,
      'The shortest time to monitor staging.',
    ),
  })
  .transform(({ soak, ...rest }) => ({ ...rest, soakSeconds: soak }))
  .readonly()
  .prefault({})
  .meta({ description: 'Staging.' })
