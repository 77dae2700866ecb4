import { z } from 'zod'
import { readJson } from '../../http-client/http-client.ts'
import { isEqualText } from '../../http-client/sign-webhook.ts'
import type { Alert } from '../../release/rollout/alerts.ts'

/** Whoever may post alerts knows one of these. */
export type AlertmanagerLogin =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }

export interface ReceivedAlerts {
  /** The header `Authorization`. */
  readonly authorization: string
  readonly body: string
}

export type AlertsRead =
  | {
      readonly kind: 'alerts'
      /** Each alert once, those that ask for nothing left out. */
      readonly alerts: readonly Alert[]
      /** How many Alertmanager left out by itself: a person has to look. */
      readonly truncated: number
      /** How many have no label `action`, and are none of ours. */
      readonly others: number
    }
  | { readonly kind: 'unauthorized' | 'malformed' | 'too-many' }

/** The largest notification that is read, in bytes, and in alerts. */
export const MOST_ALERT_BYTES = 16 * 1024 * 1024
const MOST_ALERTS = 10_000

const text = z.string().max(4_000)
const labels = z.record(z.string(), text)

const alert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels,
  annotations: labels.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  fingerprint: z.string().min(1).max(100),
})

/** Version 4 of the webhook (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). */
const notification = z.object({
  version: z.literal('4'),
  alerts: z.array(z.unknown()),
  truncatedAlerts: z.int().min(0).default(0),
})

/**
 * Reads what Alertmanager posts. A group has many alerts, and the same ones again at every repetition: a reader tells them
 * apart by `toAlertKey`.
 */
export function readAlerts(login: AlertmanagerLogin, { authorization, body }: ReceivedAlerts): AlertsRead {
  if (!isEqualText(authorization, toAuthorization(login))) return { kind: 'unauthorized' }
  const read = notification.safeParse(readJson(body))
  if (!read.success) return { kind: 'malformed' }
  if (read.data.alerts.length > MOST_ALERTS) return { kind: 'too-many' }
  const each = z.array(alert).safeParse(read.data.alerts)
  if (!each.success) return { kind: 'malformed' }

  const wanted = each.data.filter((one) => one.labels['action'] !== undefined)
  const unique = new Map(
    wanted.map((one) => [`${one.fingerprint} ${one.startsAt} ${one.status}`, toAlert(one)]),
  )
  return {
    kind: 'alerts',
    alerts: [...unique.values()],
    truncated: read.data.truncatedAlerts,
    others: each.data.length - wanted.length,
  }
}

function toAlert({ status, labels: own, annotations, startsAt, fingerprint }: z.output<typeof alert>): Alert {
  return {
    fingerprint,
    status,
    startsAt: Date.parse(startsAt) / 1000,
    name: own['alertname'] ?? '',
    action: own['action'] ?? null,
    severity: own['severity'] ?? null,
    version: own['version'] ?? null,
    environment: own['environment'] ?? null,
    summary: (annotations['summary'] ?? '').replace(/\s+/g, ' ').slice(0, 300),
  }
}

function toAuthorization(login: AlertmanagerLogin): string {
  switch (login.kind) {
    case 'bearer':
      return `Bearer ${login.token}`
    case 'basic':
      return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
  }
}
