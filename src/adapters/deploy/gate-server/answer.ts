import type { Gate } from '../../../runtime/ports/gates.ts'

/** What a controller asks. */
export type GateQuestion =
  /** Whether it may begin, move a step on, or finish. */
  | { readonly kind: 'may-start' | 'may-increase' | 'may-promote' }
  /** Whether it has to go back. */
  | { readonly kind: 'must-go-back' }
  /** Whether it may leave the share that it has now. */
  | { readonly kind: 'may-leave'; readonly share: number }
  /** It tells where it is. */
  | { readonly kind: 'tells'; readonly weight: number | null; readonly phase: Gate['phase'] }

export interface GateAnswer {
  /** `yes` and `no` to the question; nothing that isn't known is a yes. */
  readonly yes: boolean
  readonly why: 'go' | 'go-back' | 'nothing-asked' | 'not-yet' | 'unconfirmed' | 'noted'
  /** The gate as it is from now on; null where it stays. */
  readonly gate: Gate | null
}

/**
 * Answers a controller from what is on record. Leave to increase is given once for a step, until the controller says its
 * new weight: an answer that is lost, or a message that never comes, moves no more traffic.
 *
 * @param now seconds since 1970
 */
export function answerGate(gate: Gate | null, question: GateQuestion, now: number): GateAnswer {
  if (!gate) return { yes: false, why: 'nothing-asked', gate: null }
  switch (question.kind) {
    case 'must-go-back':
      return gate.decision === 'back' ? yes('go-back', null) : no('not-yet')
    case 'tells':
      return { yes: true, why: 'noted', gate: note(gate, question) }
    case 'may-start':
      return goes(gate) ? yes('go', null) : no('go-back')
    case 'may-promote':
      return goes(gate) && gate.share >= 100 ? yes('go', null) : no(goes(gate) ? 'not-yet' : 'go-back')
    case 'may-increase':
      return increase(gate, now)
    case 'may-leave':
      return leave(gate, question.share)
  }
}

function increase(gate: Gate, now: number): GateAnswer {
  if (!goes(gate)) return no('go-back')
  if ((gate.weight ?? 0) >= gate.share) return no('not-yet')
  return gate.grantedAt === null ? yes('go', { ...gate, grantedAt: now }) : no('unconfirmed')
}

/** By asking it says that it has that share. */
function leave(gate: Gate, share: number): GateAnswer {
  const seen = note(gate, { weight: share, phase: 'moving' })
  if (!goes(gate)) return { ...no('go-back'), gate: seen }
  const isOver = share >= 100 && gate.share >= 100
  return gate.share > share || isOver ? yes('go', seen) : { ...no('not-yet'), gate: seen }
}

function note(gate: Gate, { weight, phase }: { weight: number | null; phase: Gate['phase'] }): Gate {
  const isNew = weight !== null && weight !== gate.weight
  return {
    ...gate,
    weight: weight ?? gate.weight,
    grantedAt: isNew ? null : gate.grantedAt,
    phase: phase === 'unknown' ? gate.phase : phase,
  }
}

function goes({ decision }: Gate): boolean {
  return decision === 'go'
}

function yes(why: GateAnswer['why'], gate: Gate | null): GateAnswer {
  return { yes: true, why, gate }
}

function no(why: GateAnswer['why']): GateAnswer {
  return { yes: false, why, gate: null }
}
