import { describe, expect, it } from 'vitest'
import { renderHomeView } from '../../../src/messages/slack/home.ts'
import {
  renderNotDoneMessage,
  renderReasonView,
  renderUnlinkedMessage,
} from '../../../src/messages/slack/reason-form.ts'
import { ada } from '../../release/lifecycle/story.ts'
import { cut, WEB_URL } from '../github/story.ts'
import { read } from './reading.ts'

describe('the App’s home in Slack', () => {
  it('shows what waits for whoever looks, what is on its way, and what came last', () => {
    const asked = cut().green()
    const release = asked.release
    const aborted = cut()
    aborted.say(ada, { type: 'Abort', because: 'a better fix is coming' })
    if (release.status === 'unopened') throw new Error('It is not open.')
    const one = { release, webUrl: WEB_URL }
    const ended = [{ release: aborted.drawn, webUrl: WEB_URL }]

    expect(
      read(renderHomeView({ me: 'bea', waiting: [one], open: [one], ended, now: asked.at + 7_300 })),
    ).toMatchInlineSnapshot(`
      "~ You act as bea on GitHub. \`/release unlink\` ends that.

      # Waits for you

      *You are asked*
      • *<https://github.com/godel/godel/issues/100|godel/godel v2.0.1>*: Tag v2.0.1? Asked 2 hours ago.

      # In progress

      *Open releases*
      • *<https://github.com/godel/godel/issues/100|godel/godel v2.0.1>*: Waits for a go for tagging \`a7c3e91b52\` as v2.0.1.

      # Latest

      *Ended*
      • *<https://github.com/godel/godel/issues/100|godel/godel v2.0.1>*: aborted

      ~ Updated <!date^1772007316^{date_short_pretty}, {time}|2026-02-25 08:15 UTC>. Open this page again for the latest; \`/release help\` shows what you can do."
    `)
  })

  it('says how to be known to whom nobody knows', () => {
    const view = renderHomeView({ me: null, waiting: [], open: [], ended: [], now: 1_772_000_000 })

    expect(read(view)).toMatchInlineSnapshot(`
      "*Your GitHub account isn't linked yet.* Run \`/release link\` in any channel. Then you can answer questions and run commands from Slack.

      # Waits for you

      Nothing.

      # In progress

      None. Start one with \`/release plan\` or \`/release cut\`.

      # Latest

      None yet.

      ~ Updated <!date^1772000000^{date_short_pretty}, {time}|2026-02-25 06:13 UTC>. Open this page again for the latest; \`/release help\` shows what you can do."
    `)
  })
})

describe('what is asked of one person', () => {
  it('is the reason of a no-go', () => {
    const view = renderReasonView({ question: 'Tag v2.0.1?', metadata: '{"value":"77"}' })

    expect(read(view)).toBe('# Tag v2.0.1?\n\nbecause/because: Why not? (500)')
    expect(view).toMatchObject({ callback_id: 'release-captain:reason', private_metadata: '{"value":"77"}' })
  })

  it('is to say who they are', () => {
    expect(read(renderUnlinkedMessage())).toMatchInlineSnapshot(`
      "(You are not linked to GitHub yet)

      *Nothing was done:* your GitHub account isn't linked, and your permissions come from GitHub.
      Run \`/release link\` to link it, which takes a minute. Or answer on GitHub."
    `)
  })

  it('is to try again, without a mention of anybody', () => {
    expect(read(renderNotDoneMessage('It was not stored: <!here>. Try `again`.'))).toBe(
      '(It was not stored: &lt;!here&gt;. Try `again`.)\n\nIt was not stored: &lt;!here&gt;. Try `again`.',
    )
  })
})
