import { z } from 'zod'
import { readJson } from '../../../http-client/http-client.ts'
import type { GateQuestion } from './answer.ts'

/** Flagger's body (https://docs.flagger.app/usage/webhooks). */
const flaggerBody = z.object({
  name: z.string().max(300),
  namespace: z.string().max(300),
  phase: z.string().max(100),
  metadata: z.record(z.string(), z.string().max(4_000)).nullish(),
})

/** Flagger's words for where a canary is. */
const PHASES: Readonly<Record<string, 'moving' | 'succeeded' | 'failed'>> = {
  Waiting: 'moving',
  Progressing: 'moving',
  WaitingPromotion: 'moving',
  Promoting: 'moving',
  Finalising: 'moving',
  Succeeded: 'succeeded',
  Failed: 'failed',
}

/** `Advance godel-api.production canary weight 25`, as Flagger's event says it. */
const WEIGHT = /\bcanary weight (\d{1,3})\b/

const ASKS: Readonly<
  Record<string, GateQuestion['kind'] & ('may-start' | 'may-increase' | 'may-promote' | 'must-go-back')>
> = {
  'confirm-rollout': 'may-start',
  'confirm-traffic-increase': 'may-increase',
  'confirm-promotion': 'may-promote',
  rollback: 'must-go-back',
}

/** Reads a webhook of Flagger's, by the kind that its address names; null for what is none. */
export function readFlaggerQuestion(hook: string, body: string): GateQuestion | null {
  const read = flaggerBody.safeParse(readJson(body))
  if (!read.success) return null
  const asks = ASKS[hook]
  if (asks !== undefined) return { kind: asks }
  if (hook !== 'event' && hook !== 'post-rollout') return null
  const weight = WEIGHT.exec(read.data.metadata?.['eventMessage'] ?? '')?.[1]
  const phase = PHASES[read.data.phase] ?? 'unknown'
  return { kind: 'tells', weight: weight === undefined ? null : Number(weight), phase }
}

/** Reads the question of a web metric of Argo's: `?share=25`; null for what is none. */
export function readArgoQuestion(query: URLSearchParams): GateQuestion | null {
  const share = query.get('share') ?? ''
  return /^\d{1,3}$/.test(share) && Number(share) <= 100 ? { kind: 'may-leave', share: Number(share) } : null
}
