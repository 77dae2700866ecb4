import type { Pool } from 'pg'
import type { ConstructorOptions } from 'pg-boss'

/** How the queue reaches the one connection that there is: between the transactions of others, in which it would see what may be undone. */
export function createQueueConnection(pool: Pool): NonNullable<ConstructorOptions['db']> {
  return {
    async executeSql(text, values) {
      const client = await pool.connect()
      try {
        // A text of several statements has a result for each.
        const result = await client.query(text, values)
        const all = Array.isArray(result) ? result : [result]
        return { rows: all.flatMap(({ rows }) => rows) }
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    async listen(channel, onNotification, onReconnect) {
      const client = await pool.connect()
      const listen = (lastSeen: { readonly channel: string; readonly payload?: string | undefined }) => {
        if (lastSeen.channel === channel) onNotification(lastSeen.payload ?? '')
      }
      client.on('notification', listen)
      await client.query(`listen ${client.escapeIdentifier(channel)}`).finally(() => client.release())
      onReconnect()
      return { close: async () => void client.off('notification', listen) }
    },
  }
}
