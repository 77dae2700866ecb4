import { z } from 'zod'
import { PHASE_IDS, type PhaseId } from '../process/phases.ts'
import type { ChecklistItem, Stated } from '../process/section.ts'
import { PROCESS } from '../process.ts'
import { duration } from './duration.ts'
import { list, listById, ours, setting } from './setting.ts'
import { id, line, template } from './text.ts'

const checklistItem = z
  .strictObject({
    id,
    text: template(['severities', 'advanceNotice']),
    ifApplicable: z.boolean().optional().meta({ description: 'Whether it may be ticked as not applicable.' }),
  })
  .readonly()

function checklist(items: Stated<readonly ChecklistItem[]>, says: string) {
  return setting(listById(checklistItem), items, says)
}

/** Every checklist of the process document that people tick. */
export const checklists = z
  .strictObject({
    release: checklist(PROCESS.releaseChecklist, 'What is verified by hand.'),
    announcements: checklist(PROCESS.announcements.checklist, 'What is announced before the deployment.'),
    rollbackPlan: checklist(PROCESS.rollbackPlan, 'What is ready before the deployment.'),
    verification: checklist(PROCESS.verification, 'What is verified after the rollout.'),
    communication: checklist(PROCESS.communication, 'Where the release is made known.'),
    security: checklist(PROCESS.securityChecklist, 'What a security release needs besides.'),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The checklists. An empty list asks for nothing.' })

const day = z.int().min(1).max(60)

function phase(phaseId: PhaseId) {
  const stated = PROCESS.phases[phaseId]
  return z
    .strictObject({
      from: setting(day, { section: stated.section, value: stated.days.from }, 'Its first day.'),
      to: setting(day, { section: stated.section, value: stated.days.to }, 'Its last day.'),
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
export const phases = z
  .strictObject({
    preparation: phase('preparation'),
    testing: phase('testing'),
    'release-preparation': phase('release-preparation'),
    deployment: phase('deployment'),
    'post-release': phase('post-release'),
  } satisfies Record<PhaseId, z.ZodType>)
  .readonly()
  .prefault({})
  .meta({ description: `The plan of days: ${PHASE_IDS.join(', ')}.` })

const step = z.strictObject({ id, text: line() }).readonly()
const advisorySection = z.strictObject({ title: line(), asks: line() }).readonly()

/** Security Release Process. */
export const security = z
  .strictObject({
    embargo: setting(listById(step), PROCESS.embargo.steps, 'The steps of an embargo, in their order.'),
    advisoryId: setting(
      template(['year', 'number'], ['year', 'number']),
      PROCESS.advisory.id,
      'How an advisory is named.',
    ),
    advisorySections: setting(
      list(advisorySection),
      PROCESS.advisory.sections,
      'The sections of an advisory, each with what it has to answer.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'Security releases.' })

const percent = z.number().min(0).max(100)
const { timeToPatch, deploymentTime, rollbackRate, successRate } = PROCESS.measures

/** Release Metrics and the Post-Release Review. */
export const measures = z
  .strictObject({
    timeToPatchBelow: setting(
      duration({ from: '1h', to: '365d' }),
      timeToPatch.below,
      `${timeToPatch.name}: ${timeToPatch.measurement}.`,
    ),
    deploymentTimeBelow: setting(
      duration({ from: '1m', to: '30d' }),
      deploymentTime.below,
      `${deploymentTime.name}: ${deploymentTime.measurement}.`,
    ),
    rollbackRateBelow: setting(
      percent,
      rollbackRate.below,
      `${rollbackRate.name}: ${rollbackRate.measurement}, in percent.`,
    ),
    successRateAbove: setting(
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
  .meta({ description: 'The targets that releases are measured by.' })

export const review = z
  .strictObject({
    questions: setting(list(line()), PROCESS.review.questions, 'The questions after a release.'),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The review after a release.' })

/** What a recorded exception may lift, and for how long. */
export const exceptions = z
  .strictObject({
    lifts: setting(
      list(z.enum(['case-by-case', 'next-minor'])),
      ours(['case-by-case', 'next-minor']),
      'Verdicts that an exception makes eligible. What is not ready stays so.',
    ),
    maxDays: setting(z.int().min(1).max(365), ours(30), 'How many days ahead an exception may run out.'),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'Recorded permissions for what the rules alone would refuse.' })
