import { z } from 'zod'
import { CVE_ID, GHSA_ID } from '../../security/advisory.ts'
import { defineEvent } from '../event-shape.ts'
import { rehearsalProblemSchema, seenAdvisorySchema } from './words.ts'

/** Embargo Period: from the private fix to the agreed minute. */
export const EMBARGO_EVENTS = [
  /** Somebody asked once more for the draft of the advisory, which failed before. */
  defineEvent('AdvisoryDraftRequested', {}),
  /** The advisory is a draft in the public repository, which only the security team reads. */
  defineEvent('AdvisoryDrafted', { advisory: z.string().regex(GHSA_ID) }),
  /** The commit that brought the fault: the releases that contain it are affected. */
  defineEvent('FaultyCommitNamed', { commit: z.string().min(1) }),
  defineEvent('AdvisorySeen', { advisory: seenAdvisorySchema }),
  /** `dueAt` is the agreed time, in seconds since 1970, and `timeZone` the zone in which people agreed on it. */
  defineEvent('DisclosureScheduled', {
    dueAt: z.number(),
    timeZone: z.string(),
    how: z.enum(['at', 'now', 'postponed']),
    because: z.string().min(1).nullable(),
  }),
  /** Everything is tried but to publish, the day before. */
  defineEvent('RehearsalRequested', { dueAt: z.number() }),
  defineEvent('RehearsalFinished', { problems: z.array(rehearsalProblemSchema).readonly() }),
  /** `cve` is the id that another authority gave; null asks GitHub for one. */
  defineEvent('CveRequested', { cve: z.string().regex(CVE_ID).nullable() }),
  /** Pre-notify affected users: the list of the policy, of the disclosure at `dueAt`. */
  defineEvent('PreNotificationRequested', { dueAt: z.number() }),
  defineEvent('PreNotified', { recipients: z.int(), refused: z.array(z.string()).readonly() }),
  /** Branch and tag are in the public repository: the fix is out, and nothing says yet what it fixes. */
  defineEvent('CodeDisclosed', { tag: z.string(), commit: z.string() }),
  /** The GitHub release is out in the public repository. */
  defineEvent('ReleaseDisclosed', { url: z.string() }),
  defineEvent('AdvisoryDisclosed', { url: z.string() }),
] as const
