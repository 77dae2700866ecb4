import type { JsonObject } from './json.ts'

export interface Resource {
  readonly group: '' | 'apps' | 'argoproj.io'
  readonly version: 'v1' | 'v1alpha1'
  readonly plural: string
  readonly kind: string
  readonly shortNames: readonly string[]
  readonly verbs: readonly string[]
}

/** The few resources that the stand-in has. */
export const RESOURCES: readonly Resource[] = [
  { group: '', version: 'v1', plural: 'pods', kind: 'Pod', shortNames: ['po'], verbs: ['get', 'list'] },
  {
    ...{ group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment', shortNames: ['deploy'] },
    verbs: ['get', 'list', 'patch', 'watch'],
  },
  {
    ...{ group: 'argoproj.io', version: 'v1alpha1', plural: 'rollouts', kind: 'Rollout', shortNames: ['ro'] },
    verbs: ['get', 'list', 'patch', 'watch'],
  },
]

/** What kubectl asks before it asks for anything. Null for a path that is no discovery. */
export function discover(path: string): JsonObject | null {
  if (path === '/version') return VERSION
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups: GROUPS.map(groupOf) }
  const found = RESOURCES.find((one) => path === createPath(one))
  return found ? resourceList(found) : null
}

const VERSION: JsonObject = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'go1.23',
  compiler: 'gc',
  platform: 'linux/amd64',
}

const GROUPS = RESOURCES.filter(({ group }) => group !== '')

/** `/api/v1`, `/apis/apps/v1` */
export function createPath({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`
}

export function getApiVersion({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`
}

function groupOf({ group, version }: Resource): JsonObject {
  const own = { groupVersion: `${group}/${version}`, version }
  return { name: group, versions: [own], preferredVersion: own }
}

function resourceList(resource: Resource): JsonObject {
  const { plural, kind, shortNames, verbs } = resource
  const own = { name: plural, singularName: kind.toLowerCase(), namespaced: true, kind }
  const status = {
    name: `${plural}/status`,
    singularName: '',
    namespaced: true,
    kind,
    verbs: ['get', 'patch'],
  }
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: getApiVersion(resource),
    resources: [
      { ...own, shortNames: [...shortNames], verbs: [...verbs] },
      ...(plural === 'pods' ? [] : [status]),
    ],
  }
}
