import { describe, expect, it } from 'vitest'
import { listSecrets } from '../../src/settings.ts'
import { APP, type Env, right, wrong } from './environments.ts'

const BOT = { SLACK_BOT_TOKEN: 'xoxb-12345-67890-abcdef' }
const SECRET = '8f742231b10e8888abcd99aaabbb85a5'
const DOOR = { ...BOT, SLACK_SIGNING_SECRET: SECRET }
const SOCKET = { ...BOT, SLACK_APP_TOKEN: 'xapp-1-A1-2-abcdef' }

function slackOf(env: Env) {
  const settings = right({ ...APP, ...env })
  return settings.kind === 'app' ? settings.app.slack : null
}

describe('Slack', () => {
  it('is left out where nobody says who we are there', () => {
    expect(slackOf({})).toBeNull()
    expect(slackOf({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' })).toBeNull()
  })

  it('posts to the door, or is listened to by Socket Mode', () => {
    const botToken = BOT.SLACK_BOT_TOKEN
    expect(slackOf(DOOR)).toEqual({
      botToken,
      endpoint: { kind: 'door', signingSecret: SECRET },
      apiUrl: null,
    })
    expect(slackOf(SOCKET)?.endpoint).toEqual({ kind: 'socket', appToken: SOCKET.SLACK_APP_TOKEN })
  })

  it('may be played on this machine, and nowhere else', () => {
    const here = 'http://127.0.0.1:4300/api/'
    expect(slackOf({ ...DOOR, SLACK_API_URL: here })?.apiUrl).toBe(here)
  })

  it.each([
    [{ SLACK_SIGNING_SECRET: SECRET }, ['SLACK_BOT_TOKEN is not set.']],
    [BOT, ['SLACK_SIGNING_SECRET is not set.']],
    [{ ...DOOR, ...SOCKET }, ['SLACK_APP_TOKEN is set, and so is SLACK_SIGNING_SECRET.']],
    [{ ...DOOR, SLACK_BOT_TOKEN: 'xoxp-1234567890' }, ["SLACK_BOT_TOKEN doesn't look like a Slack token."]],
    [{ ...SOCKET, SLACK_APP_TOKEN: 'xoxb-1234567890' }, ["SLACK_APP_TOKEN doesn't look like a Slack token."]],
    [{ ...BOT, SLACK_SIGNING_SECRET: 'short' }, ["SLACK_SIGNING_SECRET doesn't look like a Slack token."]],
    [{ ...DOOR, SLACK_API_URL: 'https://slack.example.com/api/' }, ["SLACK_API_URL isn't on this machine."]],
    [{ ...DOOR, SLACK_API_URL: 'http://10.0.0.1/api/' }, ["SLACK_API_URL isn't on this machine."]],
  ])('%j is told as a mistake, without what was set', (env, mistakes) => {
    const told = wrong({ ...APP, ...env })
    expect(told).toEqual(mistakes)
    for (const value of Object.values(env)) expect(JSON.stringify(told)).not.toContain(value)
  })

  it('has secrets', () => {
    expect(listSecrets(right({ ...APP, ...DOOR }))).toEqual(
      expect.arrayContaining([BOT.SLACK_BOT_TOKEN, SECRET]),
    )
    expect(listSecrets(right({ ...APP, ...SOCKET }))).toContain(SOCKET.SLACK_APP_TOKEN)
  })
})
