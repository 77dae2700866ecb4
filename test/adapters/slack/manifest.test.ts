import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SCOPES } from '../../../sandbox/slack/open.ts'
import { COMMAND } from '../../../src/adapters/slack/incoming/listeners.ts'
import { METHODS, SCOPES_OF_WHAT_COMES_IN } from '../../../src/adapters/slack/methods.ts'
import { SLACK_PATH } from '../../../src/http/webhooks/slack/slack-endpoint.ts'
import { sourcesBelow } from '../../sources.ts'

const manifest = parse(readFileSync('slack-manifest.yml', 'utf8'))
const scopes: readonly string[] = manifest.oauth_config.scopes.bot
const adapter = sourcesBelow('src/adapters/slack').filter(({ path }) => !path.endsWith('/methods.ts'))

describe('the manifest of the App in Slack', () => {
  it('asks for what is called and for nothing more', () => {
    const needed = new Set<string>([...Object.values(METHODS).flat(), ...SCOPES_OF_WHAT_COMES_IN])
    expect([...scopes].sort()).toEqual([...needed].sort())
  })

  it('gives the sandbox’s App what it gives ours', () => {
    expect([...SCOPES].sort()).toEqual([...scopes].sort())
  })

  it('is asked of nothing that the table of methods does not have', () => {
    const called = adapter.flatMap(({ text }) =>
      [...text.matchAll(/'((?:[a-z]+\.)+[a-zA-Z]+)'/g)].map(([, name]) => name),
    )
    const known: readonly string[] = Object.keys(METHODS)
    expect(
      called.filter(
        (name) =>
          name !== undefined &&
          /^(auth|bots|chat|conversations|users|views|apps)\./.test(name) &&
          !known.includes(name),
      ),
    ).toEqual([])
    expect(known.filter((name) => !called.includes(name))).toEqual([])
    expect(
      adapter.filter(({ text }) => /client\.(chat|users|views|conversations|auth|bots)\b/.test(text)),
    ).toEqual([])
  })

  it('leads to the door, each scope and event with its reason', () => {
    const { settings, features } = manifest
    const urls = [settings.event_subscriptions, settings.interactivity].map(({ request_url: url }) => url)
    urls.push(features.slash_commands[0].url)
    for (const url of urls) expect(new URL(url).pathname).toBe(SLACK_PATH)
    expect(features.slash_commands).toMatchObject([{ command: COMMAND, should_escape: false }])
    expect(settings).toMatchObject({ socket_mode_enabled: false, org_deploy_enabled: false })
    expect(settings.event_subscriptions.bot_events).toEqual(['app_home_opened'])
    const lines = readFileSync('slack-manifest.yml', 'utf8').split('\n')
    const reasonless = lines.filter(
      (line, i) => /^ +- (?!command)/.test(line) && !/^ +(#|- )/.test(lines[i - 1] ?? ''),
    )
    expect(reasonless).toEqual([])
  })
})
