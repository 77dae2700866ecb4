import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { AskSlack } from './call-slack.ts'

/** A channel as Slack lists it. */
interface ListedSlackChannel {
  readonly id: string
  readonly name: string
  readonly is_member: boolean
}

const LIST = z.object({
  channels: z.array(z.object({ id: z.string(), name: z.string(), is_member: z.boolean().default(false) })),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
})

/** A channel may be renamed, and another one take its name. */
const FRESH_SECONDS = 300
/** As many as Slack recommends to ask for at once. */
const PAGE = 200

/**
 * Finds channels by name or id. The list is kept for some minutes, and asked for anew for what it does not have.
 *
 * @returns the id of a channel that we are in
 */
export function openChannels(ask: AskSlack, now: () => number): (name: string) => Promise<string> {
  let known: readonly ListedSlackChannel[] = []
  let asked = Number.NEGATIVE_INFINITY
  const refresh = async () => {
    known = await fetchChannels(ask)
    asked = now()
  }
  return async (given) => {
    const name = given.replace(/^#/, '')
    const fresh = now() - asked < FRESH_SECONDS ? find(known, name) : null
    if (fresh?.is_member) return fresh.id

    await refresh()
    const found = find(known, name)
    if (!found) throw new Refused(refuseMissing(name))
    if (!found.is_member) throw new Refused(refuseNotMember(found))
    return found.id
  }
}

/** An id goes before a name that looks like one. */
function find(known: readonly ListedSlackChannel[], name: string): ListedSlackChannel | null {
  return known.find(({ id }) => id === name) ?? known.find((one) => one.name === name) ?? null
}

async function fetchChannels(ask: AskSlack): Promise<readonly ListedSlackChannel[]> {
  const all: ListedSlackChannel[] = []
  let cursor = ''
  do {
    const page = await ask({
      method: 'conversations.list',
      with: {
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: PAGE,
        ...(cursor === '' ? {} : { cursor }),
      },
      reads: LIST,
    })
    all.push(...page.channels)
    cursor = page.response_metadata?.next_cursor ?? ''
  } while (cursor !== '')
  return all
}

function refuseMissing(name: string) {
  return {
    kind: 'config',
    what: `There is no channel #${name} in Slack that the App can see.`,
    next: 'Check `channels` in the config. Invite the App to a private channel: `/invite @release-captain`.',
  } as const
}

function refuseNotMember({ name }: ListedSlackChannel) {
  return {
    kind: 'config',
    what: `The App isn't in the channel #${name}, so it can't read or write there.`,
    next: `Invite it to #${name}: \`/invite @release-captain\`.`,
  } as const
}
