/**
 * All that is asked of Slack, with the scope that each takes (https://docs.slack.dev/reference/methods); where there are
 * several, each lets it reach another kind of channel. slack-manifest.yml asks for these and for no more.
 */
export const METHODS = {
  // By the app token, whose scope `connections:write` is given to it alone.
  'apps.connections.open': [],
  'auth.test': [],
  'bots.info': ['users:read'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Method = keyof typeof METHODS

/** What comes in without being asked for: slash commands. */
export const SCOPES_OF_WHAT_COMES_IN = ['commands'] as const
