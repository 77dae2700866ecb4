import * as criteria from './process/criteria.ts'
import * as deployment from './process/deployment.ts'
import { PHASES } from './process/phases.ts'
import * as postRelease from './process/post-release.ts'
import * as preparation from './process/preparation.ts'
import * as releasePreparation from './process/release-preparation.ts'
import * as rollback from './process/rollback.ts'
import * as schedule from './process/schedule.ts'
import { state } from './process/section.ts'
import * as security from './process/security.ts'
import * as testing from './process/testing.ts'

/** The head of the process document. */
export const DOCUMENT = {
  title: 'Godel Patch Release Process',
  version: '1.0',
  updated: '2026-02-06',
  frequency: 'As needed (typically weekly)',
  scope: 'Bug fixes and security patches only',
  file: 'docs/process/patch-release-process.md',
  related: state('Related Documents', [
    { title: 'Launch Day Plan', path: '../launch/launch-plan.md' },
    { title: 'Incident Response', path: './incident-response.md' },
    { title: 'On-Call Guide', path: '../launch/on-call.md' },
    { title: 'Issue Triage Process', path: './triage-process.md' },
  ]),
} as const

/**
 * The process document as data, each statement with its section: the default of every setting of the policy.
 * Nothing of it is repeated elsewhere: code reads the policy in force, and the policy's defaults stand here.
 */
export const PROCESS = {
  document: DOCUMENT,
  phases: PHASES,
  ...criteria,
  ...preparation,
  ...testing,
  ...releasePreparation,
  ...deployment,
  ...postRelease,
  ...security,
  ...rollback,
  ...schedule,
} as const
