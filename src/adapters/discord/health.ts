import { Refused } from '../../release/refusal.ts'
import type { ChatHealth } from '../../runtime/ports/chat.ts'

/** Whether somebody answers, and as whom we are known. */
export async function checkHealth(look: () => Promise<string>): Promise<ChatHealth> {
  try {
    return { kind: 'well', as: await look() }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'ill', refusal: error.refusal }
    const saw = error instanceof Error ? error.message : 'no answer'
    const next = 'See https://discordstatus.com. Messages wait until Discord is back.'
    return { kind: 'ill', refusal: { kind: 'repository', what: `Discord can't be reached: ${saw}`, next } }
  }
}
