import { z } from 'zod'
import { PROCESS } from '../../process.ts'
import { bumpFile } from '../branch-and-build.ts'
import { chooseDefault, defineFullList, defineListById, defineSetting } from '../define-setting.ts'
import { createDurationSchema } from '../duration.ts'
import { createLineSchema } from '../text-schemas.ts'
import { commandSchema, namedSchema } from './testing.ts'

const { automaticRollback: automatic, manualRollback: manual } = PROCESS

const series = PROCESS.automaticRollback.series.value
const metric = z
  .string()
  .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$/, { error: 'the name of a Prometheus metric' })

function defineSeries(value: string, says: string) {
  return defineSetting(metric, { section: 'Automatic Rollback Triggers', value }, says)
}

const automaticRollback = z
  .strictObject({
    alert: defineSetting(createLineSchema(), automatic.alert, 'The alert that rolls back.'),
    labels: z
      .strictObject({
        severity: defineSetting(
          createLineSchema(),
          { section: 'Automatic Rollback Triggers', value: automatic.labels.value.severity },
          'Its label severity.',
        ),
        action: defineSetting(
          createLineSchema(),
          { section: 'Automatic Rollback Triggers', value: automatic.labels.value.action },
          'Its label action.',
        ),
      })
      .readonly()
      .prefault({})
      .meta({ description: 'The labels of the alert.' }),
    errorRatioAbove: defineSetting(
      z.number().gt(0).lt(1),
      automatic.errorRatioAbove,
      'The share of failed requests (5xx), from 0 to 1. Above it, the release is rolled back.',
    ),
    latencyQuantile: defineSetting(
      z.number().gt(0).lt(1),
      automatic.latencyQuantile,
      'The quantile of the latency.',
    ),
    latencyAbove: defineSetting(
      createDurationSchema({ from: '1s', to: '10m' }),
      automatic.latencyAbove,
      'The latency at that quantile. Above it, the release is rolled back.',
    ),
    window: defineSetting(
      createDurationSchema({ from: '1m', to: '1d' }),
      automatic.window,
      'The window of the rates.',
    ),
    for: defineSetting(
      createDurationSchema({ from: '0s', to: '1d' }),
      automatic.for,
      'How long it must last before it counts.',
    ),
    requests: defineSeries(series.requests, 'The counter of requests.'),
    latency: defineSeries(series.latency, 'The histogram of latencies.'),
    version: defineSeries(series.version, 'The series that names the version.'),
    staleAfter: defineSetting(
      createDurationSchema({ from: '1m', to: '1d' }),
      chooseDefault('10m'),
      'A notification that came longer ago rolls nothing back.',
    ),
  })
  .transform(({ latencyAbove, window, for: holds, staleAfter, ...rest }) => ({
    ...rest,
    staleAfterSeconds: staleAfter,
    latencyAboveSeconds: latencyAbove,
    windowSeconds: window,
    forSeconds: holds,
  }))
  .readonly()
  .prefault({})
  .meta({ description: 'When production is rolled back automatically.' })

/** The pin of a GitOps repository: where another program reads which version production runs. */
const gitOpsPin = z
  .strictObject({
    repository: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,100}$/, { error: 'the name of a repository of the same owner' })
      .nullable()
      .default(null)
      .meta({
        description: 'The repository, of the same owner, where the App is installed; null for this one.',
      }),
    files: defineFullList(bumpFile).meta({
      description: 'The files and where the version stands in them, as in `versionBump.files`.',
    }),
  })
  .readonly()

/** Rollback Procedures. */
export const rollbackSchema = z
  .strictObject({
    automatic: automaticRollback,
    command: defineSetting(commandSchema, manual.command, 'Restores the previous version.'),
    drillWithin: defineSetting(
      createDurationSchema({ from: '0s', to: '365d' }),
      chooseDefault('30d'),
      'How long a rollback that was tested before production counts for later releases.',
    ),
    pin: defineSetting(
      gitOpsPin.nullable(),
      chooseDefault(null),
      'Files of a GitOps repository that say which version production runs. A pull request moves them after a rollout, and back after a rollback.',
    ),
    steps: defineSetting(
      defineListById(namedSchema),
      manual.steps,
      'The steps of a rollback, in their order.',
    ),
  })
  .transform(({ drillWithin, ...rest }) => ({ ...rest, drillWithinSeconds: drillWithin }))
  .readonly()
  .prefault({})
  .meta({ description: 'How a release is rolled back.' })
