import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Metrics } from './metrics.ts'

/** Adds what is known of every process, by the names that Prometheus' own libraries use. */
export function addProcessMetrics(metrics: Metrics): void {
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  const gauge = (name: string, help: string, read: () => number) =>
    metrics.reading({ name, help, type: 'gauge' }, read)
  const startedAt = Date.now() / 1000 - process.uptime()
  gauge('process_start_time_seconds', 'When the process started, since 1970.', () => startedAt)
  gauge('process_resident_memory_bytes', 'Memory that the process holds.', process.memoryUsage.rss)
  gauge('nodejs_eventloop_lag_p99_seconds', 'How late timers were since somebody looked last.', () => {
    const p99 = lag.percentile(99) / 1e9
    lag.reset()
    return p99
  })
  const cpu = { name: 'process_cpu_seconds_total', help: 'Processor time, of user and system.' }
  metrics.reading({ ...cpu, type: 'counter' }, () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  })
}
