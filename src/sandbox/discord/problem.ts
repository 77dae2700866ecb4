/** A no of Discord's: its status, code and words (https://discord.com/developers/docs/topics/opcodes-and-status-codes). */
export class Problem extends Error {
  readonly status: number
  readonly code: number
  /** What is wrong with a body, by its fields. */
  readonly errors: unknown

  constructor(status: number, code: number, message: string, errors: unknown = undefined) {
    super(message)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.errors = errors
  }
}

export const problems = {
  unauthorized: () => new Problem(401, 0, '401: Unauthorized'),
  notFound: () => new Problem(404, 0, '404: Not Found'),
  unknownGuild: () => new Problem(404, 10_004, 'Unknown Guild'),
  unknownChannel: () => new Problem(404, 10_003, 'Unknown Channel'),
  unknownMessage: () => new Problem(404, 10_008, 'Unknown Message'),
  unknownMember: () => new Problem(404, 10_007, 'Unknown Member'),
  unknownWebhook: () => new Problem(404, 10_015, 'Unknown Webhook'),
  webhookToken: () => new Problem(401, 50_027, 'Invalid Webhook Token'),
  missingAccess: () => new Problem(403, 50_001, 'Missing Access'),
  missingPermissions: () => new Problem(403, 50_013, 'Missing Permissions'),
  notTheAuthor: () => new Problem(403, 50_005, 'Cannot edit a message authored by another user'),
  empty: () => new Problem(400, 50_006, 'Cannot send an empty message'),
  crossposted: () => new Problem(400, 40_033, 'This message has already been crossposted'),
  channelType: () => new Problem(400, 50_024, 'Cannot execute action on this channel type'),
} as const
