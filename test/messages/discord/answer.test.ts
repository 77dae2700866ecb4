import { describe, expect, it } from 'vitest'
import { NOT_TAKEN, renderDiscordAnswer, renderDiscordHelp } from '../../../src/messages/discord/answer.ts'
import {
  DESCRIBED,
  DISCORD_COMMAND_DESCRIPTION,
  DISCORD_OPTIONS,
} from '../../../src/messages/discord/commands.ts'

const textOf = (markdown: string) => renderDiscordAnswer(markdown).embeds[0]?.description ?? ''

describe('an answer in Discord', () => {
  it('to help says what can be asked', () => {
    expect(textOf(renderDiscordHelp())).toMatchInlineSnapshot(`
      "- \`/release status [version] [repository]\`⁠: Show the releases in progress, and the latest one.
      - \`/release plan [version] [repository]\`⁠: Show which changes are planned for a release.
      - \`/release help\`⁠: Show the commands that you can use here.

      Releases are run on GitHub and in Slack. Only you see these answers."
    `)
  })

  it('holds Discord’s limit and ends at a whole item', () => {
    const text = textOf(Array.from({ length: 400 }, (_, at) => `- change ${at} of the release`).join('\n'))
    expect(text.length).toBeLessThanOrEqual(4_096)
    expect(text).toMatch(/of the release\n\n… The rest doesn't fit\. Name one release\.$/)
  })

  it('that nothing was taken asks to try again', () => {
    for (const text of Object.values(NOT_TAKEN)) expect(textOf(text)).toContain('ry again in a minute')
  })
})

describe('the command that Discord lists', () => {
  it('has descriptions that are short enough', () => {
    const all = [...Object.values(DESCRIBED), ...Object.values(DISCORD_OPTIONS)]
    for (const { description } of [...all, { description: DISCORD_COMMAND_DESCRIPTION }])
      expect(description.length).toBeLessThanOrEqual(100)
  })
})
