import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { DeploymentChanged } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

/** The payload is what whoever made the deployment sent: a text or anything else. */
const DEPLOYMENT_STATUS = z.object({
  repository,
  deployment: z.object({
    payload: z
      .object({ key: z.string() })
      .transform(({ key }) => key)
      .nullable()
      .catch(null),
  }),
})

/** Handles `deployment_status`: someone said how a deployment of a release goes. */
export function registerDeploymentStatus(app: Probot): void {
  app.on('deployment_status', (context) => report(context, () => parseDeploymentStatus(context.payload)))
}

function parseDeploymentStatus(payload: unknown): DeploymentChanged | null {
  const { repository: at, deployment } = DEPLOYMENT_STATUS.parse(payload)
  return deployment.payload === null ? null : { kind: 'deployment-changed', ...at, key: deployment.payload }
}
