import type { Room } from './house.ts'

/** The rooms of the runtime: what it knows of the outside, then what it does with it, then what starts that. */
export const RUNTIME: Readonly<Record<string, Room>> = {
  runtime: {
    is: 'The App at work: starts the workers, reconciles, prunes.',
    ours: ['store', 'tracing', 'runtime'],
    packages: [],
  },
  'runtime/ports': {
    is: 'What the outside world can do for the App, as interfaces.',
    ours: ['release', 'messages'],
    packages: ['zod', '@octokit/webhooks'],
  },
  'runtime/record': {
    is: 'Loads a release, decides, appends events and effects in one transaction.',
    ours: ['release', 'store', 'runtime/ports'],
    packages: ['zod'],
  },
  'runtime/github-state': {
    is: 'What GitHub and git show of a release, which both sync and effects read.',
    ours: ['release', 'messages', 'runtime/context.ts', 'runtime/ports'],
    packages: [],
  },
  'runtime/identity': {
    is: 'Which GitHub user a Slack user is: OAuth, codes, links.',
    ours: ['release', 'store', 'runtime/context.ts', 'runtime/ports'],
    packages: ['node:crypto'],
  },
  'runtime/effects': {
    is: 'Performs the effects of a release: one file for each, each looks before it acts.',
    ours: [
      'release',
      'store',
      'messages',
      ...within('context.ts', 'ports', 'record', 'github-state', 'identity', 'metrics'),
    ],
    packages: ['node:crypto', 'zod'],
  },
  'runtime/sync': {
    is: 'Compares a release, or the candidates of a repository, with what GitHub shows now.',
    ours: [
      'release',
      'store',
      'messages',
      ...within('context.ts', 'ports', 'record', 'github-state', 'effects'),
    ],
    packages: [],
  },
  'runtime/commands': {
    is: 'What a command must ask the world before the core decides.',
    ours: [
      'release',
      'store',
      'messages',
      'chatops',
      ...within('context.ts', 'ports', 'record', 'github-state', 'identity', 'effects', 'sync'),
    ],
    packages: ['zod'],
  },
  'runtime/handlers': {
    is: 'One file for each webhook event, which reports what it means; and for each interaction in a chat.',
    ours: [
      ...['release', 'store', 'messages', 'chatops'],
      ...within(
        'context.ts',
        'ports',
        'record',
        'github-state',
        'identity',
        'effects',
        'commands',
        'webhooks',
      ),
    ],
    packages: ['zod', 'probot'],
  },
  'runtime/webhooks': {
    is: 'Has the Probot app read a stored delivery, and collects what its handlers report.',
    ours: ['runtime/ports'],
    packages: ['node:async_hooks', 'probot', '@octokit/webhooks', 'zod'],
  },
  'runtime/jobs': {
    is: 'Works the inbox: a delivery becomes jobs, and each job syncs or answers, in the lane of its release.',
    ours: [
      'release',
      'store',
      'messages',
      'chatops',
      ...within(
        'context.ts',
        'ports',
        'record',
        'github-state',
        'effects',
        'sync',
        'commands',
        'handlers',
        'webhooks',
      ),
    ],
    packages: ['zod'],
  },
  'runtime/event-webhooks': {
    is: 'Tells every event to the webhooks of its repository.',
    ours: ['store', ...within('context.ts', 'ports', 'record')],
    packages: ['zod'],
  },
  'runtime/metrics': {
    is: 'Reads the metrics that a rollout step is judged by.',
    ours: ['release', 'runtime/ports'],
    packages: [],
  },
}

/** Rooms and files of the runtime. */
function within(...rooms: readonly string[]): string[] {
  return rooms.map((room) => `runtime/${room}`)
}
