import { expect, it } from 'vitest'
import { createBody } from '../../../src/adapters/slack/messages.ts'

it('Slack makes no link, mention or preview of a message that we did not make so', () => {
  expect(createBody({ text: '@channel https://example.org #general', blocks: [] })).toMatchObject({
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  })
})
