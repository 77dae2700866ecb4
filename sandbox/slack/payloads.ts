import type { SandboxBlock } from './limits.ts'
import type { OpenModal, SandboxMessage } from './state.ts'
import type { SlackWorkspace } from './workspace.ts'

/** Who did something, and what Slack gives the App to answer it. */
export interface ClickedBy {
  readonly workspace: SlackWorkspace
  readonly login: string
  readonly user: string
  readonly trigger: string
  readonly answerUrl: string
}

export type SandboxButton = Extract<SandboxBlock, { type: 'actions' }>['elements'][number]

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function createClickPayload(
  by: ClickedBy,
  message: SandboxMessage,
  { button, block }: { readonly button: SandboxButton; readonly block: string },
) {
  const { channel, id: ts, thread } = message
  const inThread = thread === null ? {} : { thread_ts: thread }
  const name = [...by.workspace.channels].find(([, id]) => id === channel)?.[0] ?? 'directmessage'
  return {
    type: 'block_actions',
    ...createCommonFields(by),
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false, ...inThread },
    channel: { id: channel, name },
    message: {
      ...{ type: 'message', user: message.by, bot_id: by.workspace.app.bot, app_id: by.workspace.app.id },
      ...{ ts, text: message.text, blocks: message.blocks, ...inThread },
    },
    state: { values: {} },
    response_url: by.answerUrl,
    actions: [{ ...button, block_id: block, action_ts: ts }],
  }
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export function createCommandFields(
  by: ClickedBy,
  { channel, command, text }: { readonly channel: string; readonly command: string; readonly text: string },
): Record<string, string> {
  const { workspace } = by
  const name = [...workspace.channels].find(([, id]) => id === channel)?.[0] ?? 'directmessage'
  return {
    ...{ token: 'of-old', team_id: workspace.team, team_domain: workspace.domain },
    ...{ channel_id: channel, channel_name: name, user_id: by.user, user_name: by.login },
    ...{ command, text, api_app_id: workspace.app.id, is_enterprise_install: 'false' },
    ...{ response_url: by.answerUrl, trigger_id: by.trigger },
  }
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function createSubmissionPayload(
  by: ClickedBy,
  { id, view }: OpenModal,
  values: Readonly<Record<string, string>>,
) {
  const inputs = view.blocks.filter((block) => block.type === 'input')
  const state = Object.fromEntries(
    inputs.map(({ block_id = '', element }) => [
      block_id,
      { [element.action_id]: { type: element.type, value: values[block_id] ?? null } },
    ]),
  )
  const { team, app } = by.workspace
  return {
    type: 'view_submission',
    ...createCommonFields(by),
    view: { ...view, id, team_id: team, app_id: app.id, bot_id: app.bot, state: { values: state } },
    response_urls: [],
  }
}

/** https://docs.slack.dev/reference/events/app_home_opened */
export function createHomePayload(
  { workspace, user }: Pick<ClickedBy, 'workspace' | 'user'>,
  { id, at }: { readonly id: string; readonly at: number },
) {
  const { team, app } = workspace
  return {
    ...{ token: 'of-old', team_id: team, api_app_id: app.id, type: 'event_callback' },
    event: { type: 'app_home_opened', user, channel: 'D0SANDBOX01', tab: 'home', event_ts: `${at}.000001` },
    ...{ event_id: id, event_time: at, is_ext_shared_channel: false },
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: app.user, is_bot: true, is_enterprise_install: false },
    ],
  }
}

function createCommonFields({ workspace, login, user, trigger }: ClickedBy) {
  const { team, domain, app } = workspace
  return {
    user: { id: user, username: login, name: login, team_id: team },
    ...{ api_app_id: app.id, token: 'of-old', trigger_id: trigger },
    team: { id: team, domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}
