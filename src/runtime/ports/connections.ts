import type { DeployerTerms } from '../../release/lifecycle/rollout/deployer-terms.ts'
import type { Deployer } from './deployer.ts'
import type { EventWebhook } from './event-webhook.ts'
import type { Forum } from './forum.ts'
import type { Mailer } from './mailer.ts'
import type { MetricsSource } from './metrics-source.ts'
import type { SocialNetwork } from './social-network.ts'
import type { StatusPage } from './status-page.ts'

/**
 * The servers that the administrator has set up for rollouts, each for the repositories that it names (`godel/api`): what a
 * policy says opens nothing that isn't set up for its repository.
 */
export interface Connections {
  /** @throws {Refused} where the connection isn't there, or isn't for that repository */
  openDeployer(deployer: ConnectedDeployer, repository: string): Deployer
  /** @throws {Refused} where the connection isn't there, or isn't for that repository */
  openMetrics(connection: string, repository: string): MetricsSource
  /** Where mail of a repository is sent from; null where none is set up for it. */
  findMailer(repository: string): Mailer | null
  findStatusPage(repository: string): StatusPage | null
  findForum(repository: string): Forum | null
  /** Every network on which the releases of a repository are posted. */
  listSocialNetworks(repository: string): readonly SocialNetwork[]
  /** Whether any webhook hears of events, of whatever repository. */
  readonly hasWebhooks: boolean
  /** The webhooks that hear of the events of a repository. */
  listWebhooks(repository: string): readonly EventWebhook[]
  /** Checks whether an Alertmanager, by its name, may roll back production of a repository. */
  mayAlert(source: string, repository: string): boolean
}

/** Deployers that need a connection; the others work by the App's own access to GitHub. */
export type ConnectedDeployer = Exclude<
  DeployerTerms,
  { readonly kind: 'github-actions' | 'github-deployments' }
>
