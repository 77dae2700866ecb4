import { z } from 'zod'
import { AUDIENCES, MEDIUM_NAMES } from '../audience.ts'
import { announcements } from '../process/deployment.ts'
import { chooseDefault, defineList, defineSetting } from './define-setting.ts'
import { repositoryPathSchema } from './ref-names.ts'
import { createLineSchema } from './text-schemas.ts'

/** In YAML an unquoted `#` begins a comment, so a name is taken with it and without. */
const channelName = createLineSchema('the name of a channel, such as releases, or its id')
  .regex(/^#?[^\s#]{1,100}$/, { error: 'the name of a channel, such as releases, or its id' })
  .transform((name) => name.replace(/^#/, ''))

const channel = z
  .strictObject({
    in: z.enum(MEDIUM_NAMES).meta({ description: 'Where the channel is.' }),
    channel: channelName.meta({ description: 'Its name, or its id.' }),
    audience: z.enum(AUDIENCES).meta({ description: 'Who reads there.' }),
  })
  .transform(({ in: medium, channel: name, audience }) => ({ medium, name, audience }))
  .readonly()

const { section, value: discordChannel } = announcements.discordChannel

/** Each channel has one audience, so that nothing is said to the wrong people. */
export const channelsSchema = defineSetting(
  defineList(channel),
  {
    section,
    value: [
      { in: 'slack', channel: '#releases', audience: 'team' },
      { in: 'discord', channel: discordChannel, audience: 'public' },
    ],
  },
  "Where messages go, each for one audience. Channels of a chat that isn't set up are skipped.",
)

function defineOwnTemplate(says: string) {
  return defineSetting(
    repositoryPathSchema.nullable(),
    chooseDefault(null),
    `Your own Liquid template for ${says}.`,
  )
}

/** What announcements say. The keys are the variants of src/messages/announcements. */
export const templatesSchema = z
  .strictObject({
    advance: defineOwnTemplate('what is announced before publication'),
    release: defineOwnTemplate('a published release'),
    rollback: defineOwnTemplate('a release that was rolled back'),
    security: defineOwnTemplate('a security release that is out'),
  })
  .readonly()
  .prefault({})
  .meta({
    description:
      'The templates of announcements: files from the root of the repository; null uses the built-in template.',
  })

const githubUser = createLineSchema('a GitHub user name').regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, {
  error: 'a GitHub user name',
})
const slackUser = z.string().regex(/^[UW][A-Z0-9]{2,30}$/, {
  error: 'the id of a Slack user, like U0123ABCD',
})

/** Who is who, where people do not prove it themselves (design, law 6). */
export const peopleSchema = z
  .strictObject({
    slack: defineSetting(
      z.record(slackUser, githubUser).readonly(),
      chooseDefault({}),
      'The ids of Slack users, each with their GitHub user.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({
    description: 'Which GitHub users Slack users are, in addition to accounts linked with `/release link`.',
  })
