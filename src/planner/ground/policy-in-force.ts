import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { refuseConfig } from '../../config/config-errors.ts'
import type { Origin } from '../../config/origins.ts'
import { CONFIG_FILE, readPolicy } from '../../config/read-policy.ts'
import { readCommit } from '../../git/objects/commit-objects.ts'
import type { ObjectStore } from '../../git/objects/object-store.ts'
import { findEntryAt } from '../../git/objects/trees.ts'
import { type Policy, serializePolicy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import type { Main } from './main-branch.ts'

/** A file larger than this is no config (and its text would be quoted in messages). */
const LARGEST = 64 * 1024

export interface PolicyInForce {
  readonly policy: Policy
  readonly origins: readonly Origin[]
  /** Where it was read from; null for the process document as it stands. */
  readonly file: string | null
  /** sha256 over the policy: equal policies, however written, have the same. */
  readonly digest: string
}

/** What the repository itself says where its config does not. */
interface Detected {
  readonly tagPattern: string
  readonly product: string
}

/** The tag pattern that a config states; null where the repository's own tags tell. */
export function findStatedTagPattern({
  policy,
  origins,
}: Pick<PolicyInForce, 'policy' | 'origins'>): string | null {
  return isStated(origins, 'tagPattern') ? policy.tagPattern : null
}

/** The policy with what was found in the repository. Its digest stays: it is over what the config says. */
export function withDetected(inForce: PolicyInForce, { tagPattern, product }: Detected): PolicyInForce {
  const { policy, origins } = inForce
  const name = isStated(origins, 'product.name') ? policy.product.name : product
  const found = new Map([
    ['tagPattern', tagPattern],
    ['product.name', name],
  ])
  return {
    ...inForce,
    policy: { ...policy, tagPattern, product: { name } },
    origins: origins.map((origin): Origin => {
      const value = found.get(origin.key)
      if (value === undefined || origin.source.kind === 'config') return origin
      return { ...origin, value, source: { kind: 'repository' } }
    }),
  }
}

function isStated(origins: readonly Origin[], key: string): boolean {
  return origins.some((origin) => origin.key === key && origin.source.kind === 'config')
}

/**
 * The policy: from the file that was named, else from the default branch (design, law 5), else the process document.
 *
 * @throws {Refused} with every mistake of the file at once
 */
export async function readPolicyInForce(
  store: ObjectStore,
  from: { readonly main: Main; readonly policyFile: string | null },
): Promise<PolicyInForce> {
  if (from.policyFile === null) return readPolicyAt(store, from.main)
  return createPolicyInForce(await readNamedFile(from.policyFile))
}

/**
 * The policy as a commit of main has it; without a commit, or a config in it, the process document.
 *
 * @throws {Refused} with every mistake of the config at once
 */
export async function readPolicyAt(store: ObjectStore, main: Main | null): Promise<PolicyInForce> {
  return createPolicyInForce(main === null ? null : await readFromBranch(store, main))
}

/** The last texts that were read: a config is asked for at every step of a release, and seldom changes. */
const KNOWN = new Map<string, PolicyInForce>()
const MOST_KNOWN = 32

function createPolicyInForce(found: { readonly text: string; readonly file: string } | null): PolicyInForce {
  const key = JSON.stringify(found)
  const known = KNOWN.get(key)
  if (known) return known
  const read = readPolicy(found ?? { text: '', file: CONFIG_FILE })
  if (!read.ok) throw new Refused(refuseConfig(read.errors))
  const digest = computePolicyDigest(read.policy)
  const inForce = { policy: read.policy, origins: read.origins, file: found?.file ?? null, digest }
  for (const oldest of KNOWN.keys()) {
    if (KNOWN.size < MOST_KNOWN) break
    KNOWN.delete(oldest)
  }
  KNOWN.set(key, inForce)
  return inForce
}

/** What a text says as a config, read without its repository: the digest of its policy, or every mistake of it. */
export function checkConfigText(text: string):
  | { readonly kind: 'valid'; readonly digest: string }
  | {
      readonly kind: 'wrong'
      readonly mistakes: readonly { readonly line: number; readonly text: string }[]
    } {
  const read = readPolicy({ text, file: CONFIG_FILE })
  if (read.ok) return { kind: 'valid', digest: computePolicyDigest(read.policy) }
  const mistakes = read.errors.map(({ line, key, found, right }) => ({
    line,
    text: `${key === '' ? '' : `${key}: `}${found} -> ${right}`,
  }))
  return { kind: 'wrong', mistakes }
}

function computePolicyDigest(policy: Policy): string {
  return createHash('sha256').update(serializePolicy(policy)).digest('hex')
}

async function readFromBranch(
  store: ObjectStore,
  main: Main,
): Promise<{ text: string; file: string } | null> {
  const { tree } = await readCommit(store, main.commit)
  const entry = await findEntryAt(store, tree, CONFIG_FILE)
  const file = `${main.ref}:${CONFIG_FILE}`
  if (entry === null) return null
  if (!entry.mode.startsWith('100')) {
    throw new Refused({
      kind: 'config',
      what: `${file} isn't a regular file (mode ${entry.mode}); links and folders are not followed.`,
      next: `Commit the config as ${CONFIG_FILE}.`,
    })
  }
  const { data } = await store.read(entry.sha)
  return { text: checkSize(data, file), file }
}

async function readNamedFile(file: string): Promise<{ text: string; file: string }> {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new Refused({
      kind: 'usage',
      what: `There is no policy file at ${file}.`,
      next: 'Check the path after `--policy`, or leave it out to use the one on main.',
    })
  }
  return { text: checkSize(await readFile(file), file), file }
}

function checkSize(data: Buffer, file: string): string {
  if (data.length <= LARGEST) return data.toString('utf8')
  throw new Refused({
    kind: 'config',
    what: `${file} is ${data.length} bytes long; a config has at most ${LARGEST}.`,
    next: "Shorten it: the process document applies to everything that it doesn't set.",
  })
}
