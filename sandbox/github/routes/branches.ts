import { z } from 'zod'
import { readGitCommit } from '../git/commits.ts'
import { protect, removeProtection } from '../git/protection.ts'
import { listRefs, type Ref, readRef } from '../git/refs.ts'
import { replyDone, replyList, replyOk } from '../http/answer.ts'
import { ApiProblem, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getParam,
  getRepositoryUrl,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import type { Protection } from '../records/protection-state.ts'
import { viewCommit } from '../views/commit.ts'
import { createNodeId, formatFullName } from '../world.ts'

const PROTECTION = z.object({
  required_status_checks: z
    .object({
      strict: z.boolean(),
      contexts: z.array(z.string()).optional(),
      checks: z.array(z.object({ context: z.string() })).optional(),
    })
    .nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: z
    .object({ required_approving_review_count: z.int().min(0).max(6).default(1) })
    .nullable(),
  restrictions: z.unknown(),
})

/** Branches with what protects them, and tags. */
export const BRANCH_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'repos/list-branches',
    method: 'GET',
    path: '/branches',
    needs: ['contents'],
    answer: async (call) => {
      const refs = await listRefs(call.repository.gitDir, 'refs/heads/')
      return replyList(refs.map((ref) => viewShort(call, ref)))
    },
  }),
  createRepositoryRoute({
    call: 'repos/get-branch',
    method: 'GET',
    path: '/branches/{branch}',
    needs: ['contents'],
    answer: async (call) => replyOk(await viewBranch(call, await readBranch(call))),
  }),
  createRepositoryRoute({
    call: 'repos/get-branch-protection',
    method: 'GET',
    path: '/branches/{branch}/protection',
    needs: ['administration'],
    role: 'admin',
    answer: async (call) => {
      const protection = call.repository.protections.get(getShortName(await readBranch(call)))
      if (!protection) throw new ApiProblem(404, 'Branch not protected')
      return replyOk(viewProtection(call, protection))
    },
  }),
  createRepositoryRoute({
    call: 'repos/update-branch-protection',
    method: 'PUT',
    path: '/branches/{branch}/protection',
    needs: ['administration'],
    role: 'admin',
    answer: async (call) => {
      const branch = getShortName(await readBranch(call))
      const protection = parseProtection(parseInput(call, PROTECTION))
      await protect(call.repository, branch, protection)
      return replyOk(viewProtection(call, protection))
    },
  }),
  createRepositoryRoute({
    call: 'repos/delete-branch-protection',
    method: 'DELETE',
    path: '/branches/{branch}/protection',
    needs: ['administration'],
    role: 'admin',
    answer: async (call) => {
      const branch = getShortName(await readBranch(call))
      if (!(await removeProtection(call.repository, branch)))
        throw new ApiProblem(404, 'Branch not protected')
      return replyDone()
    },
  }),
  createRepositoryRoute({
    call: 'repos/list-tags',
    method: 'GET',
    path: '/tags',
    needs: ['contents'],
    answer: async (call) => {
      const refs = await listRefs(call.repository.gitDir, 'refs/tags/')
      return replyList(refs.reverse().map((ref) => viewTag(call, ref)))
    },
  }),
]

async function readBranch(call: RepositoryCall): Promise<Ref> {
  const ref = await readRef(call.repository.gitDir, `refs/heads/${getParam(call, 'branch')}`)
  if (!ref) throw new ApiProblem(404, 'Branch not found')
  return requireFound(ref)
}

function getShortName({ name }: Ref): string {
  return name.replace(/^refs\/heads\//, '')
}

function viewShort({ world, repository }: RepositoryCall, ref: Ref): Record<string, unknown> {
  const name = getShortName(ref)
  return {
    name,
    commit: { sha: ref.commit, url: getRepositoryUrl(world, repository, `/commits/${ref.commit}`) },
    protected: repository.protections.has(name),
  }
}

async function viewBranch(call: RepositoryCall, ref: Ref): Promise<Record<string, unknown>> {
  const { world, repository } = call
  const name = getShortName(ref)
  const self = getRepositoryUrl(world, repository, `/branches/${name}`)
  const protection = repository.protections.get(name)
  return {
    ...viewShort(call, ref),
    commit: viewCommit(world, repository, await readGitCommit(repository.gitDir, ref.commit)),
    _links: { self, html: `${world.origin.url}/${formatFullName(repository)}/tree/${name}` },
    protection: {
      enabled: protection !== undefined,
      required_status_checks: {
        enforcement_level: protection ? 'non_admins' : 'off',
        contexts: protection?.checks ?? [],
        checks: viewChecks(protection?.checks ?? []),
      },
    },
    protection_url: `${self}/protection`,
  }
}

function parseProtection(wish: z.infer<typeof PROTECTION>): Protection {
  const checks = wish.required_status_checks
  return {
    checks: [...(checks?.contexts ?? []), ...(checks?.checks ?? []).map(({ context }) => context)],
    strict: checks?.strict ?? false,
    reviews: wish.required_pull_request_reviews?.required_approving_review_count ?? 0,
    admins: wish.enforce_admins ?? false,
  }
}

function viewProtection(call: RepositoryCall, protection: Protection): Record<string, unknown> {
  const url = getRepositoryUrl(
    call.world,
    call.repository,
    `/branches/${getParam(call, 'branch')}/protection`,
  )
  const { checks, strict, reviews, admins } = protection
  const required = {
    url: `${url}/required_status_checks`,
    strict,
    contexts: checks,
    contexts_url: `${url}/contexts`,
  }
  const review = {
    url: `${url}/required_pull_request_reviews`,
    dismiss_stale_reviews: false,
    require_code_owner_reviews: false,
    required_approving_review_count: reviews,
    require_last_push_approval: false,
  }
  return {
    url,
    ...(checks.length === 0 ? {} : { required_status_checks: { ...required, checks: viewChecks(checks) } }),
    ...(reviews === 0 ? {} : { required_pull_request_reviews: review }),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: admins },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  }
}

function viewChecks(checks: readonly string[]): Record<string, unknown>[] {
  return checks.map((context) => ({ context, app_id: null }))
}

function viewTag({ world, repository }: RepositoryCall, ref: Ref): Record<string, unknown> {
  const name = ref.name.replace('refs/tags/', '')
  return {
    name,
    node_id: createNodeId('Ref', ref.name),
    commit: { sha: ref.commit, url: getRepositoryUrl(world, repository, `/commits/${ref.commit}`) },
    zipball_url: getRepositoryUrl(world, repository, `/zipball/${ref.name}`),
    tarball_url: getRepositoryUrl(world, repository, `/tarball/${ref.name}`),
  }
}
