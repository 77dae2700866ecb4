import { z } from 'zod'
import type { DeliveryLog } from '../../runtime/ports/github.ts'
import { ANYTHING, type Client } from './calls/client.ts'
import { time } from './hub/account.ts'

/** The ids are larger than what a number holds; Octokit reads such as a bigint. */
const DELIVERIES = z.array(
  z.object({
    id: z.union([z.int(), z.bigint()]).transform(String),
    guid: z.string(),
    delivered_at: time,
    status_code: z.int(),
  }),
)
type Delivery = z.output<typeof DELIVERIES>[number]

/** @param app the client as the App itself: no installation sees the log */
export function deliveryLogOf(app: Client): DeliveryLog {
  return {
    failedSince: async (at) => {
      const since = await app.list(
        DELIVERIES,
        (request, page) => request('GET /app/hook/deliveries', page),
        (soFar) => soFar.some(({ delivered_at }) => delivered_at < at),
      )
      return lastOfEach(since.filter(({ delivered_at }) => delivered_at >= at)).flatMap(failed)
    },
    redeliver: async (delivery_id) => {
      await app.write(ANYTHING, (request) =>
        request({ method: 'POST', url: '/app/hook/deliveries/{delivery_id}/attempts', delivery_id }),
      )
    },
  }
}

/** The log is newest first: of each delivery's attempts the first one seen is the last one made. */
function lastOfEach(deliveries: readonly Delivery[]): readonly Delivery[] {
  const last = new Map<string, Delivery>()
  for (const one of deliveries) if (!last.has(one.guid)) last.set(one.guid, one)
  return [...last.values()]
}

function failed({ id, guid, status_code }: Delivery): { readonly id: string; readonly guid: string }[] {
  return status_code >= 200 && status_code < 300 ? [] : [{ id, guid }]
}
