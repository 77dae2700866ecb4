import { z } from 'zod'
import { PHASE_IDS, type PhaseId } from '../process/phases.ts'
import type { ChecklistItem, Stated } from '../process/section.ts'
import { PROCESS } from '../process.ts'
import { chooseDefault, defineList, defineListById, defineSetting } from './define-setting.ts'
import { createDurationSchema } from './duration.ts'
import { createLineSchema, createTemplateSchema, idSchema } from './text-schemas.ts'

/** A line of a checklist. */
export const checklistItem = z
  .strictObject({
    id: idSchema,
    text: createTemplateSchema(['severities', 'advanceNotice']),
    ifApplicable: z.boolean().optional().meta({ description: 'Whether it may be ticked as not applicable.' }),
    by: z.literal('security-team').optional().meta({
      description: 'Who may tick it: the security team (`roles.security`), but no author of the fix.',
    }),
  })
  .readonly()

function defineChecklist(items: Stated<readonly ChecklistItem[]>, says: string) {
  return defineSetting(defineListById(checklistItem), items, says)
}

/** Every checklist of the process document that people tick. */
export const checklistsSchema = z
  .strictObject({
    release: defineChecklist(PROCESS.releaseChecklist, 'What is verified by hand.'),
    announcements: defineChecklist(
      PROCESS.announcements.checklist,
      'What to announce before the deployment.',
    ),
    rollbackPlan: defineChecklist(PROCESS.rollbackPlan, 'What must be ready before the deployment.'),
    verification: defineChecklist(PROCESS.verification, 'What to verify after the rollout.'),
    communication: defineChecklist(PROCESS.communication, 'Where to announce the release.'),
    security: defineChecklist(PROCESS.securityChecklist, 'What a security release also needs.'),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The checklists. An empty list has no items to tick.' })

const day = z.int().min(1).max(60)

function definePhase(phaseId: PhaseId) {
  const stated = PROCESS.phases[phaseId]
  return z
    .strictObject({
      from: defineSetting(day, { section: stated.section, value: stated.days.from }, 'Its first day.'),
      to: defineSetting(day, { section: stated.section, value: stated.days.to }, 'Its last day.'),
    })
    .superRefine(({ from, to }, context) => {
      if (to < from)
        context.addIssue({ code: 'custom', path: ['to'], message: `the first day, ${from}, or later` })
    })
    .readonly()
    .prefault({})
    .meta({ description: `The days of ${stated.name}, the first day of a release is 1.` })
}

/** On which days of a release its phases are. */
export const phasesSchema = z
  .strictObject({
    preparation: definePhase('preparation'),
    testing: definePhase('testing'),
    'release-preparation': definePhase('release-preparation'),
    deployment: definePhase('deployment'),
    'post-release': definePhase('post-release'),
  } satisfies Record<PhaseId, z.ZodType>)
  .readonly()
  .prefault({})
  .meta({ description: `The plan of days: ${PHASE_IDS.join(', ')}.` })

/** `godel/api` */
const repositoryName = createLineSchema('a repository, such as godel/api-security').regex(
  /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/,
  { error: 'a repository, such as godel/api-security' },
)

const step = z.strictObject({ id: idSchema, text: createLineSchema() }).readonly()
const advisorySection = z.strictObject({ title: createLineSchema(), asks: createLineSchema() }).readonly()

/** Security Release Process. */
export const securitySchema = z
  .strictObject({
    embargo: defineSetting(
      defineListById(step),
      PROCESS.embargo.steps,
      'The steps of an embargo, in their order.',
    ),
    repository: defineSetting(
      repositoryName.nullable(),
      chooseDefault(null),
      'The private repository in which embargoed releases are prepared; null for none.',
    ),
    publicRepository: defineSetting(
      repositoryName.nullable(),
      chooseDefault(null),
      'The repository that everyone reads: where embargoed releases are disclosed, and where their advisories are.',
    ),
    advisoryId: defineSetting(
      createTemplateSchema(['year', 'number'], ['year', 'number']),
      PROCESS.advisory.id,
      'How an advisory is named.',
    ),
    publisher: defineSetting(
      z.url({ protocol: /^https$/ }).nullable(),
      chooseDefault(null),
      'A URL under your control, as CSAF documents name their publisher; null attaches no CSAF document.',
    ),
    cveAssigner: defineSetting(
      z.uuid().nullable(),
      chooseDefault(null),
      'The UUID of the CVE Numbering Authority that gives you CVE ids; null attaches no CVE record.',
    ),
    preNotify: defineSetting(
      defineList(z.email({ error: 'an e-mail address' })),
      chooseDefault([]),
      'Who gets a mail ahead of a disclosure, by address. Each gets a mail of their own, once for each agreed time.',
    ),
    preNotifyBefore: defineSetting(
      createDurationSchema({ from: '1h', to: '90d' }),
      chooseDefault('3d'),
      'How long before the disclosure that mail is sent.',
    ),
    preNotifyText: defineSetting(
      createTemplateSchema(['product', 'time']),
      chooseDefault(
        'A security release of {product} is published {time}. Plan to upgrade then. Please keep this confidential.',
      ),
      'All that the mail says, with `{product}` and `{time}`.',
    ),
    advisorySections: defineSetting(
      defineList(advisorySection),
      PROCESS.advisory.sections,
      'The sections of an advisory, each with the question it answers.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'Security releases.' })

const percent = z.number().min(0).max(100)
const { timeToPatch, deploymentTime, rollbackRate, successRate } = PROCESS.measures

/** Release Metrics and the Post-Release Review. */
export const measuresSchema = z
  .strictObject({
    timeToPatchBelow: defineSetting(
      createDurationSchema({ from: '1h', to: '365d' }),
      timeToPatch.below,
      `${timeToPatch.name}: ${timeToPatch.measurement}.`,
    ),
    deploymentTimeBelow: defineSetting(
      createDurationSchema({ from: '1m', to: '30d' }),
      deploymentTime.below,
      `${deploymentTime.name}: ${deploymentTime.measurement}.`,
    ),
    rollbackRateBelow: defineSetting(
      percent,
      rollbackRate.below,
      `${rollbackRate.name}: ${rollbackRate.measurement}, in percent.`,
    ),
    successRateAbove: defineSetting(
      percent,
      successRate.above,
      `${successRate.name}: ${successRate.measurement}, in percent.`,
    ),
  })
  .transform(({ timeToPatchBelow, deploymentTimeBelow, rollbackRateBelow, successRateAbove }) => ({
    timeToPatchBelowSeconds: timeToPatchBelow,
    deploymentTimeBelowSeconds: deploymentTimeBelow,
    rollbackRateBelowPercent: rollbackRateBelow,
    successRateAbovePercent: successRateAbove,
  }))
  .readonly()
  .prefault({})
  .meta({ description: 'The targets for releases.' })

export const reviewSchema = z
  .strictObject({
    questions: defineSetting(
      defineList(createLineSchema()),
      PROCESS.review.questions,
      'The questions after a release.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The review after a release.' })

/** What a recorded exception may lift, and for how long. */
export const exceptionsSchema = z
  .strictObject({
    lifts: defineSetting(
      defineList(z.enum(['case-by-case', 'next-minor'])),
      chooseDefault(['case-by-case']),
      "Verdicts that an exception makes eligible: by default what the table of Eligible Changes decides case by case, which is performance. A change that isn't ready stays so.",
    ),
    ownChanges: defineSetting(
      z.boolean(),
      chooseDefault(false),
      'Whether the author of a change may assess its type and severity, and allow an exception for it: for a team of one.',
    ),
    maxDays: defineSetting(
      z.int().min(1).max(365),
      chooseDefault(30),
      'The longest validity of an exception, in days.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'Recorded permissions for changes that the rules refuse.' })
