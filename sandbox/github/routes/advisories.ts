import { z } from 'zod'
import { type ApiAnswer, replyOk } from '../http/answer.ts'
import { createNotFound, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getParam,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import type { AdvisoryState } from '../records/advisory-state.ts'
import { formatFullName, toIsoTime } from '../world.ts'

const CHANGE = z.object({
  state: z.enum(['draft', 'published', 'closed']).optional(),
  cve_id: z.string().nullish(),
  vulnerabilities: z
    .array(
      z.object({
        package: z.object({ ecosystem: z.string(), name: z.string().nullish() }),
        vulnerable_version_range: z.string().nullish(),
        patched_versions: z.string().nullish(),
      }),
    )
    .optional(),
})
const needs = ['repository_advisories']
const path = '/security-advisories/{ghsa_id}'

/** Repository advisories. Outsiders see those that are published. */
export const ADVISORY_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'security-advisories/get-repository-advisory',
    method: 'GET',
    path,
    needs,
    answer: (call) => replyOk(viewAdvisory(call, findAdvisory(call))),
  }),
  createRepositoryRoute({
    call: 'security-advisories/update-repository-advisory',
    method: 'PATCH',
    path,
    needs,
    answer: updateAdvisory,
  }),
  createRepositoryRoute({
    call: 'security-advisories/create-repository-advisory-cve-request',
    method: 'POST',
    path: `${path}/cve`,
    needs,
    answer: (call) => {
      findAdvisory(call).isCveAskedFor = true
      return { kind: 'json', status: 202, body: {} }
    },
  }),
]

function findAdvisory(call: RepositoryCall): AdvisoryState {
  const found = requireFound(
    call.repository.advisories.find(({ ghsa }) => ghsa === getParam(call, 'ghsa_id')),
  )
  if (call.caller.kind === 'anyone' && found.state !== 'published') throw createNotFound()
  return found
}

function updateAdvisory(call: RepositoryCall): ApiAnswer {
  const advisory = findAdvisory(call)
  const { state, vulnerabilities, cve_id } = parseInput(call, CHANGE)
  advisory.cve = cve_id ?? advisory.cve
  if (state === 'published' && advisory.publishedAt === null) advisory.publishedAt = call.world.now()
  advisory.state = state ?? advisory.state
  advisory.affected =
    vulnerabilities?.map((one) => ({
      ecosystem: one.package.ecosystem,
      name: one.package.name ?? null,
      range: one.vulnerable_version_range ?? null,
      patched: one.patched_versions ?? null,
    })) ?? advisory.affected
  call.world.ticks.tick()
  return replyOk(viewAdvisory(call, advisory))
}

function viewAdvisory({ world, repository }: RepositoryCall, advisory: AdvisoryState) {
  const { ghsa, cve, cvss, state, summary, description, affected, publishedAt } = advisory
  const full = formatFullName(repository)
  const isV4 = cvss?.startsWith('CVSS:4') ?? false
  return {
    ghsa_id: ghsa,
    cve_id: cve,
    url: `${world.origin.url}/repos/${full}/security-advisories/${ghsa}`,
    html_url: `${world.origin.url}/${full}/security/advisories/${ghsa}`,
    summary,
    description,
    severity: null,
    state,
    published_at: publishedAt === null ? null : toIsoTime(publishedAt),
    cvss: { vector_string: isV4 ? null : cvss, score: null },
    cvss_severities: {
      cvss_v3: { vector_string: isV4 ? null : cvss, score: null },
      cvss_v4: { vector_string: isV4 ? cvss : null, score: null },
    },
    cwe_ids: advisory.cwes ?? [],
    credits: advisory.credits ?? [],
    vulnerabilities: affected.map(({ ecosystem, name, range, patched }) => ({
      package: { ecosystem, name },
      vulnerable_version_range: range,
      patched_versions: patched,
      vulnerable_functions: [],
    })),
  }
}
