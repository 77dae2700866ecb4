/** A no of Discord's: its status, code and words (https://discord.com/developers/docs/topics/opcodes-and-status-codes). */
export class DiscordProblem extends Error {
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
  unauthorized: () => new DiscordProblem(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordProblem(404, 0, '404: Not Found'),
  unknownGuild: () => new DiscordProblem(404, 10_004, 'Unknown Guild'),
  unknownChannel: () => new DiscordProblem(404, 10_003, 'Unknown Channel'),
  unknownMessage: () => new DiscordProblem(404, 10_008, 'Unknown Message'),
  unknownMember: () => new DiscordProblem(404, 10_007, 'Unknown Member'),
  unknownWebhook: () => new DiscordProblem(404, 10_015, 'Unknown Webhook'),
  webhookToken: () => new DiscordProblem(401, 50_027, 'Invalid Webhook Token'),
  missingAccess: () => new DiscordProblem(403, 50_001, 'Missing Access'),
  missingPermissions: () => new DiscordProblem(403, 50_013, 'Missing Permissions'),
  notTheAuthor: () => new DiscordProblem(403, 50_005, 'Cannot edit a message authored by another user'),
  empty: () => new DiscordProblem(400, 50_006, 'Cannot send an empty message'),
  unknownInteraction: () => new DiscordProblem(404, 10_062, 'Unknown interaction'),
  acknowledged: () => new DiscordProblem(400, 40_060, 'Interaction has already been acknowledged.'),
  unknownApplication: () => new DiscordProblem(404, 10_002, 'Unknown Application'),
  crossposted: () => new DiscordProblem(400, 40_033, 'This message has already been crossposted'),
  channelType: () => new DiscordProblem(400, 50_024, 'Cannot execute action on this channel type'),
} as const
