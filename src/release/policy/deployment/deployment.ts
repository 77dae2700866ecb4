import { z } from 'zod'
import { AUDIENCES } from '../../audience.ts'
import { PROCESS } from '../../process.ts'
import { templatesSchema } from '../announcements.ts'
import { chooseDefault, defineList, defineListById, defineSetting } from '../define-setting.ts'
import { createDurationSchema } from '../duration.ts'
import { createLineSchema, createTemplateSchema } from '../text-schemas.ts'
import { analysisSchema } from './metrics.ts'
import { commandSchema, namedSchema, workflowFileSchema } from './testing.ts'

/** Without the version in it, what is found may be of any release. */
const versioned = createTemplateSchema(['version']).refine((text) => text.includes('{version}'), {
  error: 'a line with {version} in it',
})
const fileName = createTemplateSchema(['version'])
const packageName = z
  .string()
  .max(214)
  .regex(/^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, { error: 'the name of an npm package' })
const imageName = versioned.regex(/^[a-z0-9][A-Za-z0-9._:/{}-]*$/, {
  error: 'the name of an image with its tag, ghcr.io/godel/api:{version}',
})
const page = versioned.regex(/^(?:https:\/\/|http:\/\/127\.0\.0\.1[:/])[^\s@]+$/, {
  error: 'an https URL without credentials in it',
})

function defineSource<const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({ kind: z.literal(kind), ...shape }).readonly()
}

/** Where an artifact has to be found before a release is called built. */
const artifactPlace = z.discriminatedUnion('kind', [
  defineSource('workflow', { name: fileName.meta({ description: 'A file that the run left behind.' }) }),
  defineSource('release-asset', { name: fileName.meta({ description: 'A file of the GitHub release.' }) }),
  defineSource('npm', { package: packageName.meta({ description: 'A package on npm, in this version.' }) }),
  defineSource('image', { reference: imageName.meta({ description: 'An image in a registry.' }) }),
  defineSource('url', { url: page.meta({ description: 'A file at a URL.' }) }),
])

const artifact = namedSchema
  .unwrap()
  .extend({
    from: artifactPlace.optional().meta({
      description: 'Where to find it. Default: a file of the run that is named like its id.',
    }),
  })
  .readonly()

/** How the workflow that builds comes to run: GitHub does it for the tag, or it is started with the input `tag`. */
const STARTS = ['tag', 'dispatch'] as const

/** §3.2. */
export const buildSchema = z
  .strictObject({
    command: defineSetting(commandSchema, PROCESS.build.command, 'Builds the artifacts from the tag.'),
    workflow: defineSetting(
      workflowFileSchema,
      chooseDefault('release.yml'),
      'The workflow in .github/workflows that builds.',
    ),
    starts: defineSetting(
      z.enum(STARTS),
      chooseDefault('tag'),
      'What starts it: the pushed tag, or Release Captain by workflow_dispatch with the input `tag`.',
    ),
    artifacts: defineSetting(
      defineListById(artifact),
      PROCESS.build.artifacts,
      'What the build must produce.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The artifacts of a release.' })

/** §4.1. */
export const announcementsSchema = z
  .strictObject({
    advanceNotice: defineSetting(
      createDurationSchema({ from: '0s', to: '60d' }),
      PROCESS.announcements.advanceNotice,
      'How long before the deployment enterprise customers are told.',
    ),
    advanceTo: defineSetting(
      defineList(z.enum(AUDIENCES)),
      { section: PROCESS.announcements.checklist.section, value: ['customers', 'public'] },
      'Who hears of a release before it is published, when its artifacts are verified.',
    ),
    securityAdvanceTo: defineSetting(
      defineList(z.enum(AUDIENCES)),
      chooseDefault([]),
      'Who hears ahead that a security release is coming. They learn its version, but not what it fixes.',
    ),
    customers: defineSetting(
      defineList(z.email({ error: 'an e-mail address' })),
      chooseDefault([]),
      'Enterprise customers by their addresses. Each gets a mail of their own ahead of the deployment.',
    ),
    templates: templatesSchema,
  })
  .transform(({ advanceNotice, ...rest }) => ({ ...rest, advanceNoticeSeconds: advanceNotice }))
  .readonly()
  .prefault({})
  .meta({ description: 'What is announced before the deployment.' })

const trafficStep = z
  .strictObject({
    share: z.number().gt(0).max(100).meta({ description: 'Percent of production traffic.' }),
    soak: createDurationSchema({ from: '0s', to: '30d' }).meta({
      description: 'How long it must stay healthy.',
    }),
  })
  .transform(({ share, soak }) => ({ share, soakSeconds: soak }))
  .readonly()

/** §4.3: a rollout only widens, and it ends with everybody. */
const trafficSteps = z
  .array(trafficStep)
  .min(1)
  .max(50)
  .superRefine((steps, context) => {
    for (const [index, { share }] of steps.entries()) {
      const before = steps[index - 1]?.share
      if (before !== undefined && share <= before) {
        context.addIssue({
          code: 'custom',
          path: [index, 'share'],
          message: `more than the step before it, ${before}`,
        })
      }
    }
    const last = steps.length - 1
    if (last >= 0 && steps[last]?.share !== 100) {
      context.addIssue({ code: 'custom', path: [last, 'share'], message: '100, because it is the last step' })
    }
  })
  .readonly()

const rolloutDefault = PROCESS.rollout.steps.map(({ share, soak }) => ({ share, soak }))

/** §4.2 and §4.3. */
export const rolloutSchema = z
  .strictObject({
    steps: defineSetting(
      trafficSteps,
      { section: '§4.2', value: rolloutDefault },
      'The shares of production traffic, growing up to 100, each with its soak. The first is the canary.',
    ),
    publish: defineSetting(
      z.enum(['before-deployment', 'after-deployment']),
      { section: '§5.2', value: 'after-deployment' },
      'Whether the GitHub release is published before anything is deployed, as of a library, or after it.',
    ),
    analysis: analysisSchema,
    deploy: defineSetting(commandSchema, PROCESS.rollout.deploy, 'Puts the version on production.'),
    monitor: defineSetting(commandSchema, PROCESS.rollout.monitor, 'Monitors the canary.'),
    metrics: defineSetting(
      defineListById(namedSchema),
      PROCESS.rollout.metrics,
      'What is watched while traffic widens.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'How production traffic moves to the new version.' })

/** §5.3. */
export const watchSchema = z
  .strictObject({
    period: defineSetting(
      createDurationSchema({ from: '0s', to: '60d' }),
      PROCESS.watch.period,
      'How long the release is watched.',
    ),
    every: defineSetting(
      createDurationSchema({ from: '1m', to: '7d' }),
      PROCESS.watch.every,
      'How often to check it.',
    ),
    checks: defineSetting(defineListById(namedSchema), PROCESS.watch.checks, 'What to check each time.'),
    supportLabels: defineSetting(
      defineList(createLineSchema().max(50)),
      chooseDefault([]),
      'Labels of customer support. At each look, open issues with one of them are counted.',
    ),
  })
  .superRefine(({ period, every }, context) => {
    if (period > 0 && every > period) {
      context.addIssue({ code: 'custom', path: ['every'], message: 'at most as long as watch.period' })
    }
  })
  .transform(({ period, every, checks, supportLabels }) => ({
    periodSeconds: period,
    everySeconds: every,
    checks,
    supportLabels,
  }))
  .readonly()
  .prefault({})
  .meta({ description: 'The watch after a release.' })
