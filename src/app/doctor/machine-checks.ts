import { existsSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DoctorCheck } from '../../cli/engine.ts'
import { tryKey } from '../../git/signing/sign-tag.ts'
import { chooseSigningKey } from '../../git/signing/signing-key.ts'
import { type CheckAnswer, check, createOk, fail, warn } from '../../planner/doctor/check.ts'
import type { Policy } from '../../release/policy.ts'
import type { RunSettings } from '../../settings.ts'
import { readServerVersion } from '../../store/postgres/server-version.ts'
import type { StoreLocation } from '../../store/store-location.ts'

/** With what tags are signed (§3.2): it is tried. `policies` are those of the repositories, which may want it. */
export function checkSigning(
  { signing }: Pick<RunSettings, 'signing'>,
  policies: readonly Policy[],
): Promise<DoctorCheck> {
  return check('signing key', async () => {
    const key = signing.key === null ? null : await chooseSigningKey(signing)
    if (key !== null) return createOk(`Tags and commits can be signed with ${await tryKey(key)}.`)

    const next =
      'Set SIGNING_KEY: an SSH key without a passphrase is enough (`ssh-keygen -t ed25519 -N "" -f release-key`).'
    return policies.some(({ tag }) => tag.sign === 'required')
      ? fail('Tags must be signed, but the App has no key.', next)
      : warn('The App has no key to sign tags and commits with.', next)
  })
}

/** The oldest PostgreSQL that the record is tested with. */
const OLDEST_SERVER = 15

/** Where the record is kept. It is not opened: the App may be at work on it. */
export function checkRecord({ place }: { readonly place: StoreLocation }): Promise<DoctorCheck> {
  return check('record', () => (place.kind === 'server' ? checkServer(place.url) : checkFolder(place.path)))
}

async function checkServer(url: string): Promise<CheckAnswer> {
  const version = await readServerVersion(url)
  const saw = `The PostgreSQL server of DATABASE_URL answers; it is version ${version}.`
  if (Number.parseInt(version, 10) >= OLDEST_SERVER) return createOk(saw)
  return fail(saw, `Use PostgreSQL ${OLDEST_SERVER} or newer.`)
}

async function checkFolder(folder: string): Promise<CheckAnswer> {
  const there = findNearestFolder(folder)
  const isWritable = await access(there, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable)
    return fail(
      `The data folder ${folder} cannot be used: ${there} isn't writable.`,
      'Set another one in DATA_DIR, or make it writable for this user.',
    )
  return createOk(
    `The record is kept in ${folder}, which ${there === folder ? 'can be written' : `will be created in ${there}`}. A PostgreSQL server in DATABASE_URL also survives a power loss.`,
  )
}

/** The folder itself, or the one above it that is there. */
function findNearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : findNearestFolder(dirname(folder))
}
