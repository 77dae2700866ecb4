import { applyRollbacks } from '../../lines.ts'
import { findHealthyVersion, type RolledBackTags } from '../../rollout/healthy-version.ts'
import { checkVersion } from '../../versions/check-version.ts'
import type { AcceptedVersion, VersionCheck } from '../../versions/versions.ts'
import type { AskedOf, FactOf } from '../commands.ts'
import type { EventOf } from '../events.ts'
import type { OpenRelease } from '../state.ts'

type Open = AskedOf<'Open'>

/** Checks a version and finds its base: what was rolled back keeps its number, and no release starts from it. */
export function checkBase({
  version,
  tags,
  terms: { tagPattern },
  rolledBack = {},
}: Pick<Open, 'version' | 'tags' | 'terms' | 'rolledBack'>): VersionCheck {
  return checkVersion(version, applyRollbacks(tags, Object.keys(rolledBack)), { tagPattern })
}

/** Returns the tags that the base passes over, and what production runs where that is another version than the base. */
export function describeRollbacks(
  { base, passedOver }: AcceptedVersion,
  rolledBack: RolledBackTags = {},
): Pick<EventOf<'Opened'>, 'passedOver' | 'previous'> {
  const last = passedOver.at(-1)
  if (!last) return {}
  const previous = findHealthyVersion(last.name, rolledBack)
  return {
    passedOver: passedOver.map(({ name }) => name),
    ...(previous !== base.name && previous !== '' && { previous }),
  }
}

/** Returns the base that an open release has now, where what it starts from was rolled back since; else null. */
export function findRolledBackBase(
  { ledger: { about } }: OpenRelease,
  { tags, rolledBack }: Pick<Required<Open>, 'tags' | 'rolledBack'>,
): Omit<FactOf<'BaseRolledBack'>, 'type' | 'at'> | null {
  if (rolledBack[about.base.tag] === undefined) return null
  const { version, terms } = about
  const check = checkBase({ version, tags, terms, rolledBack })
  if (check.kind === 'refused' || check.base.name === about.base.tag) return null
  const { name, commit } = check.base
  return { base: { tag: name, commit }, ...describeRollbacks(check, rolledBack) }
}
