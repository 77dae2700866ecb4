import { stringify } from 'yaml'
import type { AlertRulesReport, AlertRulesRequest } from '../cli/engine.ts'
import { toAlertRules } from '../release/rollout/alert-rules.ts'
import { readGround } from './ground/read-ground.ts'
import { createReportedGround } from './ground/report-ground.ts'
import type { Workspace } from './workspace/workspace.ts'

/** Makes the alerts of the policy in force, as a rule file of Prometheus. */
export async function createAlertRules(
  workspace: Workspace,
  request: AlertRulesRequest,
): Promise<AlertRulesReport> {
  const ground = await readGround(workspace, request)
  const rules = toAlertRules(ground.inForce.policy, request.environment)
  return { ...createReportedGround(ground, []), yaml: stringify(rules, { lineWidth: 0 }) }
}
