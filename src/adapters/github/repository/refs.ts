import { z } from 'zod'
import type { Refs } from '../../../runtime/ports/github.ts'
import { ANYTHING } from '../calls/client.ts'
import { getStatus } from '../calls/failure.ts'
import { findOutsideCommitters } from './contributors/outside-committers.ts'
import { findPushers } from './contributors/pushers.ts'
import type { RepositoryContext } from './repository-context.ts'

const OBJECT = z
  .object({ object: z.object({ sha: z.string(), type: z.string() }) })
  .transform(({ object }) => object)

export function createRefs(ground: RepositoryContext): Refs {
  const { client, at } = ground
  return {
    findBranch: async (name) => (await findRef(ground, `heads/${name}`))?.sha ?? null,
    tag: async (name) => {
      const ref = await findRef(ground, `tags/${name}`)
      if (!ref) return null
      const annotated = ref.type === 'tag'
      return {
        object: ref.sha,
        commit: annotated ? await fetchTagCommit(ground, ref.sha) : ref.sha,
        annotated,
      }
    },
    findOutsideCommitters: (range) => findOutsideCommitters(ground, range),
    findPushers: (range) => findPushers(ground, range),
    readFile: (of) => readFile(ground, of),
    putBranch: (name, commit) => putBranch(ground, name, commit),
    deleteBranch: async (name) => {
      await client
        .write(ANYTHING, (rest) => rest.git.deleteRef({ ...at, ref: `heads/${name}` }))
        .catch((error: unknown) => ignoreAbsent(ground, name, error))
    },
  }
}

/** GitHub answers with a list for a folder, and without content for a link to elsewhere and for a file above 1 MB. */
const CONTENT = z.union([
  z.object({ type: z.literal('file'), encoding: z.literal('base64'), content: z.string() }),
  z.unknown().transform(() => null),
])

async function readFile(
  { client, at }: RepositoryContext,
  { commit, path }: { readonly commit: string; readonly path: string },
): Promise<string | null> {
  const found = await client.find(CONTENT, (rest) => rest.repos.getContent({ ...at, path, ref: commit }))
  return found === null ? null : Buffer.from(found.content, 'base64').toString()
}

function findRef({ client, at }: RepositoryContext, ref: string): Promise<z.output<typeof OBJECT> | null> {
  return client.find(OBJECT, (rest) => rest.git.getRef({ ...at, ref }))
}

/** GitHub says 422 where somebody was quicker: what they made, moved or took away is looked at once more. */
async function putBranch(ground: RepositoryContext, name: string, commit: string): Promise<void> {
  const stands = await findRef(ground, `heads/${name}`)
  if (stands?.sha === commit) return
  const isThere = stands !== null
  await write(ground, { name, commit, isThere }).catch(async (error: unknown) => {
    const now = await findRef(ground, `heads/${name}`)
    if (now?.sha === commit) return
    if (getStatus(error) !== 422 || isThere === (now !== null)) throw error
    await write(ground, { name, commit, isThere: !isThere })
  })
}

async function write(
  { client, at }: RepositoryContext,
  branch: { readonly name: string; readonly commit: string; readonly isThere: boolean },
): Promise<void> {
  const { name, commit: sha, isThere } = branch
  await client.write(ANYTHING, (rest) =>
    isThere
      ? rest.git.updateRef({
          ...at,
          ref: `heads/${name}`,
          sha,
          force: true,
        })
      : rest.git.createRef({ ...at, ref: `refs/heads/${name}`, sha }),
  )
}

/** A tag may be one of a tag. */
async function fetchTagCommit({ client, at }: RepositoryContext, tag: string): Promise<string> {
  let object = { sha: tag, type: 'tag' }
  for (let depth = 0; object.type === 'tag' && depth < 5; depth += 1) {
    const tag_sha = object.sha
    object = await client.read(OBJECT, (rest) => rest.git.getTag({ ...at, tag_sha }))
  }
  return object.sha
}

/** GitHub says 422 both of a branch that is not there and of one that it keeps. */
async function ignoreAbsent(ground: RepositoryContext, name: string, error: unknown): Promise<void> {
  const status = getStatus(error)
  const absent = (status === 404 || status === 422) && (await findRef(ground, `heads/${name}`)) === null
  if (!absent) throw error
}
