import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { answerGate, type GateQuestion } from '../../../../src/adapters/deploy/gate-server/answer.ts'
import { handleGateCall } from '../../../../src/adapters/deploy/gate-server/handle.ts'
import { openGateDeployer } from '../../../../src/adapters/deploy/gate-server/open.ts'
import type { Deployer } from '../../../../src/runtime/ports/deployer.ts'
import type { Gate, GateStore } from '../../../../src/runtime/ports/gates.ts'
import { requesting } from '../request.ts'
import { openGates } from './gates.ts'

const TOKEN = 'token-of-the-gates'
let store: GateStore
let deployer: Deployer
beforeEach(() => {
  store = openGates()
  deployer = openGateDeployer(store)
})

async function call(path: string, rest: { query?: string; authorization?: string; body?: string } = {}) {
  const { query = '', authorization = `Bearer ${TOKEN}`, body = '' } = rest
  const options = {
    ...{ store, now: () => 1_000 },
    tokenFor: (connection: string, id: number) => (connection === 'default' && id === 1 ? TOKEN : null),
  }
  const asked = {
    method: 'POST',
    path: `/gates/default/1/production/${path}`,
    query: new URLSearchParams(query),
  }
  return handleGateCall(options, { ...asked, authorization, body })
}

const hook = async (kind: string, more: object = {}, phase = 'Progressing') => {
  const body = JSON.stringify({ name: 'godel-api', namespace: 'production', phase, ...more })
  return (await call(`flagger/${kind}`, { body })).status
}
const advanced = (weight: number) =>
  hook('event', { metadata: { eventMessage: `Advance godel-api.production canary weight ${weight}` } })

const step = (share: number, number: number) => requesting({ share, step: number, key: `step-${number}` })

describe('Flagger at the gate', () => {
  it('waits until a release is deployed there', async () => {
    expect(await hook('confirm-rollout')).toBe(403)
    expect((await deployer.deploy(step(5, 1))).kind).toBe('waiting')
    expect(await hook('confirm-rollout')).toBe(200)
  })

  it('moves once for each step, and is promoted at 100 % alone', async () => {
    await deployer.deploy(step(5, 1))
    expect(await hook('confirm-traffic-increase')).toBe(200)
    expect(await hook('confirm-traffic-increase')).toBe(403)
    await advanced(5)
    expect(await deployer.readState(step(5, 1))).toMatchObject({ kind: 'succeeded' })
    expect(await hook('confirm-traffic-increase')).toBe(403)
    expect(await hook('confirm-promotion')).toBe(403)

    await deployer.deploy(step(100, 2))
    expect(await hook('confirm-traffic-increase')).toBe(200)
    expect(await hook('confirm-promotion')).toBe(200)
    expect((await deployer.readState(step(100, 2)))?.kind).toBe('waiting')
    await hook('post-rollout', {}, 'Succeeded')
    expect(await deployer.readState(step(100, 2))).toMatchObject({ kind: 'succeeded' })
  })

  it('goes back when a release is rolled back, and is believed when it says that it did', async () => {
    await deployer.deploy(step(5, 1))
    expect(await hook('rollback')).toBe(403)
    const back = requesting({ key: 'back', purpose: 'rollback', version: '2.0.0' })
    await deployer.deploy(back)
    expect(await hook('rollback')).toBe(200)
    expect(await hook('confirm-traffic-increase')).toBe(403)
    expect((await deployer.readState(back))?.kind).toBe('waiting')
    await hook('event', {}, 'Failed')
    expect((await deployer.readState(back))?.kind).toBe('succeeded')
  })

  it('keeps what it was told when the same deployment is asked for again', async () => {
    await deployer.deploy(step(5, 1))
    await hook('confirm-traffic-increase')
    await deployer.deploy(step(5, 1))
    expect(await hook('confirm-traffic-increase')).toBe(403)
  })
})

describe('Argo’s web metric at the gate', () => {
  const decision = async (share: number) => (await call('argo', { query: `share=${share}` })).json['decision']

  it('holds at a share until the next one is deployed', async () => {
    expect(await decision(5)).toBe('hold')
    await deployer.deploy(step(5, 1))
    expect(await decision(5)).toBe('hold')
    expect(await deployer.readState(step(5, 1))).toMatchObject({ kind: 'succeeded' })
    await deployer.deploy(step(25, 2))
    expect(await decision(5)).toBe('go')
    expect(await decision(25)).toBe('hold')
  })

  it('stops when the release is rolled back', async () => {
    await deployer.deploy(requesting({ purpose: 'rollback', version: '2.0.0' }))
    expect(await decision(25)).toBe('stop')
  })
})

describe('the gate', () => {
  it('opens for nobody without the token of that repository', async () => {
    await deployer.deploy(step(100, 1))
    const body = JSON.stringify({ name: 'a', namespace: 'b', phase: 'Waiting' })
    const basic = `Basic ${Buffer.from(`captain:${TOKEN}`).toString('base64')}`
    expect((await call('flagger/confirm-rollout', { body, authorization: basic })).status).toBe(200)
    for (const authorization of ['', 'Bearer other', `Basic ${TOKEN}`])
      expect((await call('flagger/confirm-rollout', { body, authorization })).status).toBe(401)
  })

  it.each(['flagger/gate', 'flagger/confirm-rollout/x', 'argo', 'flagger/confirm-rollout'])(
    'says no to what it doesn’t understand: %s',
    async (path) => {
      expect((await call(path, { body: '{"name":1}' })).status).toBeGreaterThanOrEqual(400)
    },
  )

  it('says no when the record is slow or broken', async () => {
    await deployer.deploy(step(100, 1))
    store = { ...store, readGate: () => new Promise(() => {}) }
    expect(await hook('confirm-rollout')).toBe(503)
    expect((await call('argo', { query: 'share=5' })).json).toEqual({ decision: 'hold', why: 'late' })
    store = { ...store, readGate: () => Promise.reject(new Error('gone')) }
    expect(await hook('confirm-rollout')).toBe(503)
  })

  it('never lets more traffic move than the share, whatever is asked in whatever order', () => {
    const question: fc.Arbitrary<GateQuestion> = fc.oneof(
      fc.record({
        kind: fc.constantFrom('may-start' as const, 'may-increase' as const, 'may-promote' as const),
      }),
      fc.record({ kind: fc.constant('must-go-back' as const) }),
      fc.record({ kind: fc.constant('may-leave' as const), share: fc.constantFrom(5, 25, 100) }),
    )
    const steps = [0, 5, 25, 100]
    fc.assert(
      fc.property(fc.array(question), fc.constantFrom(5, 25, 100), (questions, share) => {
        let gate: Gate = {
          ...{
            key: 'k',
            version: '2.0.1',
            decision: 'go',
            share,
            weight: null,
            grantedAt: null,
            phase: 'unknown',
          },
        }
        let moved = 0
        for (const one of questions.filter(({ kind }) => kind !== 'may-leave')) {
          const answer = answerGate(gate, one, 1)
          if (one.kind === 'may-increase' && answer.yes) moved += 1
          if (one.kind === 'may-promote') expect(answer.yes).toBe(share === 100)
          gate = answer.gate ?? gate
        }
        expect(steps[moved] ?? 101).toBeLessThanOrEqual(share)
      }),
    )
  })
})
