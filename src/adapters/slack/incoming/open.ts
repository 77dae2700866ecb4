import { App, type Receiver, SocketModeReceiver } from '@slack/bolt'
import type { SlackAdapter } from '../adapter-options.ts'
import { createClientOptions } from '../call-slack.ts'
import { createQuietLogger } from '../logger.ts'
import { type Listening, listen } from './listeners.ts'
import { openPassages, type ResponsePaths } from './response-paths.ts'
import { openSocket, type Socket } from './socket.ts'

/** The ways in: by the door, and by Socket Mode where there is a token for it. */
export interface Incoming extends Pick<SlackAdapter, 'take' | 'close'> {
  /** Null where nothing is listened to by Socket Mode. */
  readonly socket: Pick<Socket, 'isConnected'> | null
}

/** Opens the ways in. Bolt finds out what came, and calls who listens to it. */
export function openIncoming(given: Omit<Listening, 'passages' | 'onTaken'>): Incoming {
  const { options } = given
  const opened = { ...given, passages: openPassages() }
  if (options.appToken !== null)
    return openBySocket(options.appToken, { ...opened, onTaken: options.onTaken })
  // The door counts what it hands over.
  const listening = { ...opened, onTaken: () => undefined }
  const app = createApp(HTTP_SERVER, listening)
  return {
    socket: null,
    close: async () => undefined,
    async take({ id, payload }) {
      const passage = listening.passages.begin(payload, id)
      let answer: unknown = null
      const acknowledge = async (said?: unknown) => {
        answer = said ?? null
      }
      try {
        await app.processEvent({ body: payload, ack: acknowledge })
      } catch (error) {
        options.log.warn({ err: error, delivery: id }, 'A request from Slack could not be read.')
      }
      const { outcome, isAnswered } = passage
      // Whoever pressed is told in our words; Slack is to say nothing of its own.
      return { outcome, answer: outcome === 'not-stored' && isAnswered ? (answer ?? '') : answer }
    },
  }
}

/** What the door gives us goes straight to Bolt. */
const HTTP_SERVER: Receiver = {
  init: () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
}

function openBySocket(appToken: string, listening: Listening): Incoming {
  const { options, passages } = listening
  const { logger, ...clientOptions } = createClientOptions(options)
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
    // Called with each thing that comes, before Bolt has it: here alone its id is told.
    customPropertiesExtractor: (came) => begin(came, passages),
  })
  createApp(receiver, listening)
  const socket = openSocket(receiver, options.log)
  return {
    socket,
    close: socket.close,
    // What is posted to the door is not looked at: whoever has the app token has no signing secret.
    take: async () => ({ outcome: 'ignored', answer: null }),
  }
}

function begin(
  { body, envelope_id: id }: { readonly body: object; readonly envelope_id: string },
  passages: ResponsePaths,
): Record<string, never> {
  passages.begin(body, id)
  return {}
}

function createApp(receiver: Receiver, listening: Listening): App {
  const { options } = listening
  const app = new App({
    receiver,
    // There is one workspace; nothing has to be asked to know by which token it is served.
    authorize: async () => ({ botToken: options.botToken }),
    clientOptions: createClientOptions(options),
    logger: createQuietLogger(options.log),
    ignoreSelf: false,
    convoStore: false,
  })
  listen(app, listening)
  return app
}
