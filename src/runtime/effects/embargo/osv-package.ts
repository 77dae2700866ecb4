import type { AffectedPackage } from '../../ports/advisories.ts'

/** GitHub's names of registries by those of OSV (https://ossf.github.io/osv-schema/#defined-ecosystems). */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  npm: 'npm',
  pip: 'PyPI',
  rubygems: 'RubyGems',
  maven: 'Maven',
  nuget: 'NuGet',
  composer: 'Packagist',
  go: 'Go',
  rust: 'crates.io',
  erlang: 'Hex',
  actions: 'GitHub Actions',
  pub: 'Pub',
  swift: 'SwiftURL',
}

/** Returns a package as OSV names it; null for what no registry has. */
export function toOsvPackage({
  ecosystem,
  name,
}: Pick<AffectedPackage, 'ecosystem' | 'name'>): PublishableAdvisoryPackage {
  const known = ECOSYSTEMS[ecosystem]
  return known === undefined || name === null ? null : { ecosystem: known, name }
}

type PublishableAdvisoryPackage = { readonly ecosystem: string; readonly name: string } | null
