import { type Mutant, withoutChecks } from './mutant.ts'

/** Checks that are made: each is never true. */
export const OUTSIDE: readonly Mutant[] = [
  ...withoutChecks(
    'src/adapters/deploy/http-request/callback.ts',
    'test/adapters/deploy/http-request/callback.test.ts',
    {
      'refuses or decides where verifyWebhook(secret, received, now) === null':
        'if (verifyWebhook(secret, received, now) === null)',
      'refuses or decides where !read.success': 'if (!read.success)',
    },
  ),
  ...withoutChecks(
    'src/adapters/alertmanager/read-webhook.ts',
    'test/adapters/alertmanager/read-webhook.test.ts',
    {
      'refuses or decides where !isEqualText(authorization, toAuthorization(login))':
        'if (!isEqualText(authorization, toAuthorization(login)))',
      'refuses or decides where !read.success': 'if (!read.success)',
      'refuses or decides where read.data.alerts.length > MOST_ALERTS':
        'if (read.data.alerts.length > MOST_ALERTS)',
    },
  ),
  ...withoutChecks('src/adapters/github/sign-in.ts', 'test/adapters/github/sign-in.test.ts', {
    "refuses or decides where 'error' in said": "if ('error' in said)",
  }),
  ...withoutChecks('src/runtime/jobs/route-delivery.ts', 'test/runtime/jobs/route-delivery.test.ts', {
    'refuses or decides where base !== given.mainBranch': 'if (base !== given.mainBranch)',
    'refuses or decides where ref === `refs/heads/${mainBranch}`': 'if (ref === `refs/heads/${mainBranch}`)',
    'refuses or decides where !job.said.isMember': 'if (!job.said.isMember)',
  }),
  ...withoutChecks(
    'src/runtime/metrics/read-measurements.ts',
    'test/runtime/metrics/read-measurements.test.ts',
    {
      'refuses or decides where isFresh !== null': 'if (isFresh !== null)',
      "refuses or decides where newest.kind === 'problem'": "if (newest.kind === 'problem')",
      'refuses or decides where newest.value > now + staleAfterSeconds':
        'if (newest.value > now + staleAfterSeconds)',
    },
  ),
  ...withoutChecks('src/runtime/handlers/slack/button-click.ts', 'test/journeys/chats/slack.test.ts', {
    'takes a press only for the question that is open': 'if (changed)',
  }),
  ...withoutChecks('src/store/jobs/worker.ts', 'test/store/jobs/worker.test.ts', {
    'refuses or decides where !(error instanceof LaneLost)': 'if (!(error instanceof LaneLost))',
  }),
  ...withoutChecks('src/store/jobs/fair-lanes.ts', 'test/store/jobs/fair-lanes.test.ts', {
    'refuses or decides where busy.length >= lanesAtOnce': 'if (busy.length >= lanesAtOnce)',
  }),
  ...withoutChecks('src/store/migrations/migrate.ts', 'test/store/migrations/migrate.test.ts', {
    'refuses or decides where taken.some(({ oldest_program }) => oldest_program > own)':
      'if (taken.some(({ oldest_program }) => oldest_program > own))',
  }),
]
