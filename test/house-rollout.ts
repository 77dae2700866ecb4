import type { Room } from './house.ts'

/** The rooms of what stands between a release and the machines that run it. */
export const ROLLOUT: Readonly<Record<string, Room>> = {
  'adapters/deploy/kubernetes': {
    is: 'Deploys to Kubernetes: sets the image of a Deployment, or of a Rollout of Argo’s.',
    ours: ['runtime/ports', 'release'],
    packages: ['node:timers/promises', '@kubernetes/client-node', 'zod'],
  },
  'adapters/deploy/http-request': {
    is: 'Asks a deployer of one’s own by signed CloudEvents, and reads how it calls back.',
    ours: ['runtime/ports', 'release', 'http-client'],
    packages: ['cloudevents', 'zod'],
  },
  'adapters/deploy/gate-server': {
    is: 'Answers Flagger and Argo, which move the traffic themselves, from what is on record.',
    ours: ['runtime/ports', 'http-client'],
    packages: ['zod'],
  },
  'adapters/alertmanager': {
    is: 'Reads alerts as Alertmanager posts them.',
    ours: ['release', 'http-client'],
    packages: ['zod'],
  },
  'adapters/prometheus': {
    is: "Metrics, on Prometheus's HTTP API.",
    ours: ['runtime/ports', 'release', 'http-client'],
    packages: ['zod'],
  },
  'adapters/smtp': {
    is: 'Sends mail by SMTP, and reads mail that came back.',
    ours: ['runtime/ports'],
    packages: ['nodemailer', 'postal-mime'],
  },
  'adapters/event-webhook': {
    is: 'Tells events to servers of one’s own, as signed CloudEvents.',
    ours: ['runtime/ports', 'http-client'],
    packages: ['cloudevents'],
  },
  'adapters/status-page': {
    is: 'Publishes notices on Statuspage, or by a signed webhook.',
    ours: ['runtime/ports', 'http-client'],
    packages: ['zod'],
  },
  'adapters/forum': {
    is: 'Posts topics in a Discourse forum.',
    ours: ['runtime/ports', 'http-client'],
    packages: ['node:crypto', 'zod'],
  },
  'adapters/social': {
    is: 'Posts on Mastodon and X.',
    ours: ['runtime/ports', 'release', 'http-client'],
    packages: ['twitter-api-v2', 'zod'],
  },
  'http-client': {
    is: 'One configured server over HTTP: bounded in time and size, never led to another host; and what its answers mean.',
    ours: ['release', 'runtime/ports'],
    packages: ['node:crypto', 'zod'],
  },
  'sandbox/cluster': {
    is: 'A Kubernetes cluster on this machine: an API server that kubectl uses, controllers, pods, traffic.',
    ours: ['sandbox'],
    packages: ['node:*'],
  },
  'sandbox/mailbox': {
    is: 'A mail server on this machine, with all that came to it.',
    ours: [],
    packages: ['node:buffer', 'postal-mime', 'smtp-server'],
  },
  'sandbox/production': {
    is: 'Where the sandbox’s product runs and who hears of it: cluster, metrics, status page, mailbox, forum.',
    ours: ['sandbox'],
    packages: ['node:*', 'zod'],
  },
}
