import type { Connections } from '../../../../src/runtime/ports/connections.ts'
import type { Deployer, DeploymentRequest } from '../../../../src/runtime/ports/deployer.ts'
import { withoutConnections } from '../../connections.ts'

/** Everything outside that a rollout changes, and all that was done to it. */
export interface Outside {
  readonly connections: Connections
  /** `production 2.0.1 5`, each as it was started. */
  readonly deployments: string[]
  readonly mails: string[]
  readonly notices: Map<string, string>
  readonly topics: Map<string, string>
  /** The share of requests that fail, by version. */
  errors: Record<string, number>
}

export function openOutside(): Outside {
  const outside: Omit<Outside, 'connections'> = {
    ...{ deployments: [], mails: [], notices: new Map(), topics: new Map() },
    errors: { '2.0.0': 0.001, '2.0.1': 0.001 },
  }
  const deployer = createDeployer(outside.deployments)
  const connections: Connections = {
    ...withoutConnections(),
    openDeployer: () => deployer,
    openMetrics: () => ({
      readValue: async (query) => toReading(outside.errors, query),
      readSeries: async () => ({ kind: 'problem', problem: 'no-data' }),
    }),
    findMailer: () => ({
      sendMail: async ({ key, to, subject }) => {
        outside.mails.push(`${to}: ${subject}`)
        return { kind: 'accepted', messageId: key, response: '250' }
      },
    }),
    findStatusPage: () => ({
      findNotice: async (mark) => (outside.notices.has(mark) ? { id: mark, url: null } : null),
      publishNotice: async ({ mark, body }) => {
        if (outside.notices.has(mark)) throw new Error(`${mark} is published twice`)
        outside.notices.set(mark, body)
        return { id: mark, url: null }
      },
      updateNotice: async ({ id }, { body }) => {
        outside.notices.set(id, body)
      },
    }),
    findForum: () => createForum(outside.topics),
  }
  return Object.assign(outside, { connections })
}

/** Each deployment is under way when it is begun, and done when it is asked for. */
function createDeployer(started: string[]): Deployer {
  const known = new Set<string>()
  const running = { kind: 'running', progress: null, url: null } as const
  const done = { kind: 'succeeded', evidence: null, url: null } as const
  let live: DeploymentRequest | null = null
  return {
    deploy: async (request) => {
      if (known.has(request.key)) return done
      known.add(request.key)
      live = request
      started.push(`${request.environment} ${request.version} ${request.share}`)
      return running
    },
    readState: async ({ key }) => (known.has(key) ? done : null),
    readLiveVersion: async () =>
      live && {
        ...{ version: live.version, images: [], share: live.share },
        replicas: { wanted: 2, updated: 2, available: 2 },
      },
  }
}

function createForum(topics: Map<string, string>) {
  return {
    findTopic: async (mark: string) =>
      topics.has(mark) ? { postId: 1, url: `https://forum.example/${topics.size}` } : null,
    postTopic: async ({ mark, text }: { readonly mark: string; readonly text: string }) => {
      if (topics.has(mark)) throw new Error(`${mark} is posted twice`)
      topics.set(mark, text)
      return { postId: 1, url: 'https://forum.example/1' }
    },
    editTopic: async (_: unknown, text: string) => {
      for (const mark of topics.keys()) topics.set(mark, text)
      return true
    },
  }
}

function toReading(errors: Readonly<Record<string, number>>, query: string) {
  const [, version = ''] = /version="([^"]*)"/.exec(query) ?? []
  const value = errors[version]
  return value === undefined
    ? ({ kind: 'problem', problem: 'no-data' } as const)
    : ({ kind: 'value', value } as const)
}
