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
  cvss_vector_string: z.string().nullish(),
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
const DRAFT = CHANGE.required({ vulnerabilities: true }).extend({
  summary: z.string().min(1).max(1024),
  description: z.string().max(65_535),
})
const needs = ['repository_advisories']
const path = '/security-advisories/{ghsa_id}'

/** Repository advisories. Outsiders see those that are published. */
export const ADVISORY_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'security-advisories/list-repository-advisories',
    method: 'GET',
    path: '/security-advisories',
    needs,
    answer: listAdvisories,
  }),
  createRepositoryRoute({
    call: 'security-advisories/create-repository-advisory',
    method: 'POST',
    path: '/security-advisories',
    needs,
    answer: createAdvisory,
  }),
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
  const { state, vulnerabilities, cve_id, cvss_vector_string } = parseInput(call, CHANGE)
  advisory.cvss = cvss_vector_string ?? advisory.cvss
  advisory.cve = cve_id ?? advisory.cve
  if (state === 'published' && advisory.publishedAt === null) advisory.publishedAt = call.world.now()
  advisory.state = state ?? advisory.state
  advisory.affected = vulnerabilities?.map(toAffected) ?? advisory.affected
  call.world.ticks.tick()
  return replyOk(viewAdvisory(call, advisory))
}

function toAffected(one: NonNullable<z.output<typeof CHANGE>['vulnerabilities']>[number]) {
  return {
    ecosystem: one.package.ecosystem,
    name: one.package.name ?? null,
    range: one.vulnerable_version_range ?? null,
    patched: one.patched_versions ?? null,
  }
}

/** Drafts are for who may see them; the newest comes first. */
function listAdvisories(call: RepositoryCall): ApiAnswer {
  const state = call.query.get('state')
  const seen = call.repository.advisories.filter(
    (one) =>
      (state === null || one.state === state) && (call.caller.kind !== 'anyone' || one.state === 'published'),
  )
  return replyOk(seen.toReversed().map((one) => viewAdvisory(call, one)))
}

function createAdvisory(call: RepositoryCall): ApiAnswer {
  const { summary, description, vulnerabilities, cve_id, cvss_vector_string } = parseInput(call, DRAFT)
  const advisory: AdvisoryState = {
    ghsa: nameAdvisory(call.world.nextId()),
    state: 'draft',
    cve: cve_id ?? null,
    cvss: cvss_vector_string ?? null,
    summary,
    description,
    affected: vulnerabilities.map(toAffected),
    publishedAt: null,
  }
  call.repository.advisories.push(advisory)
  call.world.ticks.tick()
  return { kind: 'json', status: 201, body: viewAdvisory(call, advisory) }
}

const LETTERS = '23456789cfghjmpqrvwx'

/** An id in GitHub's form, by a number. */
function nameAdvisory(id: number): string {
  const digits = Array.from(
    { length: 12 },
    (_, at) => LETTERS[Math.floor(id / LETTERS.length ** at) % LETTERS.length],
  )
  return `GHSA-${digits.join('').replaceAll(/(.{4})(?=.)/g, '$1-')}`
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
