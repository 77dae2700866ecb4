import { createHash } from 'node:crypto'
import type { TakeResult } from '../picks/take-picks.ts'
import { groupByKey } from './commit-lookup.ts'
import type { ReadCommit } from './landings.ts'
import { computePatchIds, type PatchIdKind, type PatchIdPlace } from './patch-ids.ts'

/** Commits of main with the commits of the line that have an equal patch, by id; what has none is not in it. */
export type EqualPatches = ReadonlyMap<string, readonly string[]>

/** Both sides of the fork. */
export interface Sides {
  readonly main: readonly ReadCommit[]
  readonly line: readonly ReadCommit[]
}

/**
 * Compares the patches of both sides. Equal patches touch equal paths, so that only commits whose set of paths is found
 * on the other side need an id: a few hundred of thousands.
 */
export async function findEqualPatches(
  { main, line }: Sides,
  place: PatchIdPlace,
  kind: PatchIdKind,
): Promise<EqualPatches> {
  const onLine = groupByKey(line.flatMap((commit) => pathsKey(commit).map((key) => [key, commit] as const)))
  const wanted = main.filter((commit) => pathsKey(commit).some((key) => onLine.has(key)))
  const counterparts = new Set(
    wanted.flatMap((commit) => pathsKey(commit).flatMap((key) => onLine.get(key) ?? [])),
  )
  const ids = await computePatchIds(place, [...wanted, ...counterparts], kind)
  const byId = groupByKey(
    [...counterparts].flatMap(({ sha }) => {
      const id = ids.get(sha)
      return id === undefined ? [] : [[id, sha] as const]
    }),
  )
  return new Map(
    wanted.flatMap(({ sha }) => {
      const equal = byId.get(ids.get(sha) ?? '')
      return equal ? [[sha, equal] as const] : []
    }),
  )
}

/** None for a commit without paths: nothing is no change to be recognised by. */
function pathsKey({ paths }: ReadCommit): string[] {
  return paths.length === 0 ? [] : [createHash('sha1').update(paths.join('\0')).digest('base64')]
}

/** What is needed to say which commit of the line proves which of main. */
export interface Proofs {
  /** Byte for byte. */
  readonly equal: EqualPatches
  /** The line's commits that name one of main as what they were picked from, and change the same lines. */
  readonly named: EqualPatches
  /** What becomes of a commit of main that is picked alone on the line's tip. */
  readonly pickAlone: (commit: ReadCommit) => Promise<TakeResult['kind']>
}

/**
 * Gives each commit of main at most one commit of the line as its proof, and each of the line to at most one of main.
 * Where several of main have one patch (the same lines in two places of a file) and the line has fewer of it, those
 * come first whose content is there.
 */
export async function findProof(main: readonly ReadCommit[], proofs: Proofs): Promise<Map<string, string>> {
  const proven = new Map<string, string>()
  const used = new Set<string>()
  const prove = (sha: string, by: readonly string[]) => {
    const free = by.find((lineCommit) => !used.has(lineCommit))
    if (free === undefined || proven.has(sha)) return
    proven.set(sha, free)
    used.add(free)
  }
  for (const { sha } of main) prove(sha, proofs.named.get(sha) ?? [])
  const equalTo = (sha: string) => proofs.equal.get(sha) ?? []
  // Those with one patch have one list, so its first commit stands for it.
  const contested = Map.groupBy(
    main.filter(({ sha }) => proofs.equal.has(sha) && !proven.has(sha)),
    ({ sha }) => equalTo(sha)[0],
  )
  for (const group of contested.values()) {
    const free = equalTo(group[0]?.sha ?? '').filter((one) => !used.has(one))
    for (const { sha } of await thoseThereFirst(group, free.length, proofs)) prove(sha, free)
  }
  return proven
}

/** What changes nothing is there, what conflicts may be, and what applies is not. */
const SUREST_FIRST: readonly TakeResult['kind'][] = ['empty', 'conflict', 'clean']

async function thoseThereFirst(
  group: readonly ReadCommit[],
  free: number,
  { pickAlone }: Proofs,
): Promise<readonly ReadCommit[]> {
  if (group.length <= free || free === 0) return group
  const outcomes = await Promise.all(group.map(pickAlone))
  return SUREST_FIRST.flatMap((kind) => group.filter((_, i) => outcomes[i] === kind))
}
