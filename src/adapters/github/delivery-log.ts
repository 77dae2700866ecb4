import { z } from 'zod'
import type { DeliveryLog, LoggedDelivery } from '../../runtime/ports/delivery-log.ts'
import { ANYTHING, type Client } from './calls/client.ts'
import { timeSchema } from './repository/account.ts'

/** The ids are larger than what a number holds; Octokit reads such as a bigint. */
const DELIVERIES = z.array(
  z.object({
    id: z.union([z.int(), z.bigint()]).transform(String),
    guid: z.string().toLowerCase(),
    event: z.string(),
    delivered_at: timeSchema,
  }),
)
/** As far back as it is read: a busy repository fills three days with more than can be gone through. */
const MOST = 5_000

type Delivery = z.output<typeof DELIVERIES>[number]

/** @param app the client as the App itself: no installation sees the log */
export function createDeliveryLog(app: Client): DeliveryLog {
  return {
    listSince: async (at) => {
      const log = await app.list(
        DELIVERIES,
        (rest, page) => rest.apps.listWebhookDeliveries(page),
        (soFar) => soFar.length >= MOST || soFar.some(({ delivered_at }) => delivered_at < at),
      )
      return keepLastOfEach(log.filter(({ delivered_at }) => delivered_at >= at)).map(toLoggedDelivery)
    },
    redeliver: async (delivery_id) => {
      // As a number, which the endpoint's types ask for, a large id would be another delivery's.
      const url = `/app/hook/deliveries/${encodeURIComponent(delivery_id)}/attempts`
      await app.write(ANYTHING, (rest) =>
        rest.apps.redeliverWebhookDelivery({ url, delivery_id: Number(delivery_id) }),
      )
    },
  }
}

/** The log is newest first: of each delivery's attempts the first one seen is the last one made. */
function keepLastOfEach(deliveries: readonly Delivery[]): readonly Delivery[] {
  const last = new Map<string, Delivery>()
  for (const one of deliveries) if (!last.has(one.guid)) last.set(one.guid, one)
  return [...last.values()]
}

function toLoggedDelivery({ id, guid, event }: Delivery): LoggedDelivery {
  return { id, guid, event }
}
