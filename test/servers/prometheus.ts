import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'yaml'
import { type RunningServer, startServer } from './programs.ts'

export interface PrometheusSetup {
  /** `127.0.0.1:4000`, each a target that is scraped every 200 ms, with labels of its own. */
  readonly targets: readonly { readonly at: string; readonly labels?: Readonly<Record<string, string>> }[]
  /** A file of rules, evaluated every 200 ms. */
  readonly rules?: string
  /** `127.0.0.1:9093` */
  readonly alertmanager?: string
}

/** Starts Debian's Prometheus, and waits until it scraped every target: it looks for new ones every five seconds. */
export async function startPrometheus(setup: PrometheusSetup): Promise<RunningServer> {
  const server = await startWith(setup)
  const query = new URLSearchParams({ query: 'count(up == 1)' })
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await (await fetch(`${server.url}/api/v1/query?${query}`)).text()
    if (answer.includes(`"${setup.targets.length}"]`)) return server
    await pause(100)
  }
  await server.stop()
  throw new Error('Prometheus scraped nothing.')
}

function startWith({ targets, rules, alertmanager }: PrometheusSetup): Promise<RunningServer> {
  return startServer({
    program: 'prometheus',
    ready: '/-/ready',
    args: async ({ port, folder }) => {
      const config = {
        global: { scrape_interval: '200ms', scrape_timeout: '200ms', evaluation_interval: '200ms' },
        scrape_configs: [
          {
            job_name: 'godel-api',
            static_configs: targets.map(({ at, labels = {} }) => ({ targets: [at], labels })),
          },
        ],
        rule_files: rules === undefined ? [] : ['rules.yml'],
        ...(alertmanager === undefined
          ? {}
          : { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } }),
      }
      await writeFile(join(folder, 'prometheus.yml'), stringify(config))
      if (rules !== undefined) await writeFile(join(folder, 'rules.yml'), rules)
      return [
        '--config.file=prometheus.yml',
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ]
    },
  })
}

/** Starts Debian's Alertmanager, which posts to `webhook` without waiting for more. */
export function startAlertmanager(webhook: {
  readonly url: string
  readonly token: string
}): Promise<RunningServer> {
  return startServer({
    program: 'prometheus-alertmanager',
    ready: '/-/ready',
    args: async ({ port, folder }) => {
      const config = {
        route: { receiver: 'captain', group_by: ['alertname'], group_wait: '0s', group_interval: '1s' },
        receivers: [
          {
            name: 'captain',
            webhook_configs: [
              {
                url: webhook.url,
                send_resolved: true,
                http_config: { authorization: { type: 'Bearer', credentials: webhook.token } },
              },
            ],
          },
        ],
      }
      await writeFile(join(folder, 'alertmanager.yml'), stringify(config))
      return [
        '--config.file=alertmanager.yml',
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
        '--log.level=error',
      ]
    },
  })
}
