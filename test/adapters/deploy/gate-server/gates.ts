import type { Gate, GateStore } from '../../../../src/runtime/ports/gates.ts'

/** Gates in memory, one change after the other. */
export function openGates(): GateStore {
  const gates = new Map<string, Gate>()
  const nameOf = (address: object) => JSON.stringify(address)
  return {
    readGate: async (address) => gates.get(nameOf(address)) ?? null,
    changeGate: async (address, change) => {
      const before = gates.get(nameOf(address)) ?? null
      const after = change(before) ?? before
      if (after) gates.set(nameOf(address), after)
      return after
    },
  }
}
