import { z } from 'zod'
import { lockGate, readStoredGate, writeGate } from '../../store/environments/gates.ts'
import type { Store } from '../../store/store.ts'
import type { Gate, GateStore } from '../ports/gates.ts'

const schema: z.ZodType<Gate> = z.strictObject({
  key: z.string(),
  version: z.string(),
  decision: z.enum(['go', 'back']),
  share: z.number(),
  weight: z.number().nullable(),
  grantedAt: z.number().nullable(),
  phase: z.enum(['unknown', 'moving', 'succeeded', 'failed']),
})

/** Keeps gates in the record, where they outlive the process; one replica changes a gate at a time. */
export function createGateStore({ transact }: Pick<Store, 'transact'>): GateStore {
  return {
    readGate: (address) => transact(async (unit) => parseGate(await readStoredGate(unit, address))),
    changeGate: (address, change) =>
      transact(async (unit) => {
        await lockGate(unit, address)
        const before = parseGate(await readStoredGate(unit, address))
        const after = change(before)
        if (after === null) return before
        await writeGate(unit, address, JSON.stringify(after))
        return after
      }),
  }
}

function parseGate(text: string | null): Gate | null {
  return text === null ? null : schema.parse(JSON.parse(text))
}
