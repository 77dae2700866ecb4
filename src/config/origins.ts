import { OWN } from '../release/policy/define-setting.ts'
import { formatKeyPath } from './config-errors.ts'
import { getValueAt, listSettings } from './settings.ts'
import type { YamlSource } from './yaml-source.ts'

/** Where the value of a setting comes from. */
type OriginSource =
  | { readonly kind: 'config'; readonly file: string; readonly line: number; readonly column: number }
  /** The process document, and its section. */
  | { readonly kind: 'process'; readonly section: string }
  /** Release Captain's own choice, where the process document says nothing. */
  | { readonly kind: 'default' }
  /** Found in the repository, because the config says nothing. */
  | { readonly kind: 'repository' }

/** One setting of the policy in force. */
export interface Origin {
  /** Its dotted key in the config. */
  readonly key: string
  /** As it is or would be written in the config: durations as `30m`. */
  readonly value: unknown
  readonly source: OriginSource
}

/** Every setting with its value and where that comes from, in the order of docs/config.md. */
export function listOrigins(source: YamlSource, file: string): readonly Origin[] {
  return listSettings().map((setting) => {
    const key = formatKeyPath(setting.path)
    if (source.has(setting.path)) {
      const value = getValueAt(setting.path, source.data)
      return { key, value, source: { kind: 'config', file, ...source.valueAt(setting.path) } }
    }
    const { section } = setting
    const stated = section === OWN ? { kind: 'default' as const } : { kind: 'process' as const, section }
    return { key, value: setting.default, source: stated }
  })
}

/** `§4.2`, `.github/release-captain.yml:3:5`, `the repository`, or `default`. */
export function formatOrigin(source: OriginSource): string {
  switch (source.kind) {
    case 'config':
      return `${source.file}:${source.line}:${source.column}`
    case 'process':
      return source.section
    case 'default':
      return OWN
    case 'repository':
      return 'the repository'
  }
}
