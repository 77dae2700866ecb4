import type { AdvisoryReport, AdvisoryRequest } from '../cli/engine.ts'
import { renderSecurityAdvisory, SECURITY_ADVISORY_TEMPLATE } from '../messages/security-advisory.ts'
import { Refused } from '../release/refusal.ts'
import {
  type AdvisoryFacts,
  type AffectedLine,
  findMissingParts,
  nameSeverity,
  type PublishableAdvisory,
  scoreAdvisory,
} from '../release/security/advisory.ts'
import {
  type AdvisoryFile,
  advisoryFileSchema,
  listAffectedLines,
  toAdvisoryFacts,
} from '../release/security/advisory-file.ts'
import { toCsaf } from '../release/security/csaf.ts'
import { toCveRecord } from '../release/security/cve-record.ts'
import { readCvssVector } from '../release/security/cvss.ts'
import { toOsv } from '../release/security/osv.ts'
import { readTemplate } from './draft-notes.ts'
import { type PlanningGround, readGround } from './ground/read-ground.ts'
import { createReportedGround } from './ground/report-ground.ts'
import { findReleasesWith } from './releases-with.ts'
import type { Workspace } from './workspace/workspace.ts'
import { readYamlFile } from './yaml-file.ts'

/** Drafts a security advisory from what a person wrote down and from what git knows (Security Release Process). */
export async function draftAdvisory(workspace: Workspace, request: AdvisoryRequest): Promise<AdvisoryReport> {
  const ground = await readGround(workspace, request)
  const file = await readAdvisoryFile(request.file)
  const found = file.affected === null ? await findAffected(workspace, ground, file) : null
  const facts = toAdvisoryFacts(file, file.affected ?? found ?? [])
  const score = scoreAdvisory(facts)
  return {
    ...createReportedGround(ground, []),
    ...{ id: facts.id, title: facts.title, affected: facts.affected },
    severity: score && nameSeverity(score),
    isAffectedFromGit: found !== null,
    missing: findMissingParts(facts),
    text: await renderAs(workspace, { request, ground, file, facts }),
  }
}

async function readAdvisoryFile(path: string): Promise<AdvisoryFile> {
  const named = { path, kind: 'advisory file', option: '--from', page: 'docs/advisories.md' }
  const parsed = advisoryFileSchema.safeParse(await readYamlFile(named))
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(
      ({ path: at, message }) => `\`${at.join('.') || 'file'}\`: ${message}`,
    )
    throw refuse(path, `has mistakes: ${mistakes.join('; ')}`)
  }
  const { cvss } = parsed.data
  const reading = cvss === null ? null : readCvssVector(cvss)
  if (reading !== null && reading.kind !== 'scored')
    throw refuse(
      path,
      'has a `cvss` that can’t be scored; give the vector, as CVSS:3.1/AV:N/AC:L/…, and not the score',
    )
  return parsed.data
}

function refuse(path: string, what: string): Refused {
  return new Refused({
    kind: 'config',
    what: `The advisory file ${path} ${what}.`,
    next: 'Correct it; docs/advisories.md shows a complete one.',
  })
}

/** Finds the releases that contain the faulty commit; null where the file names none. */
async function findAffected(
  { repository }: Workspace,
  { tags, inForce }: PlanningGround,
  { introducedBy, fixed }: AdvisoryFile,
): Promise<readonly AffectedLine[] | null> {
  if (introducedBy === null) return null
  const { tagPattern } = inForce.policy
  const { versions } = await findReleasesWith(repository, { commit: introducedBy, tags, tagPattern })
  return listAffectedLines(versions, fixed)
}

interface Drafting {
  readonly request: AdvisoryRequest
  readonly ground: PlanningGround
  readonly file: AdvisoryFile
  readonly facts: AdvisoryFacts
}

async function renderAs(workspace: Workspace, drafting: Drafting): Promise<string | null> {
  const { request, ground, file, facts } = drafting
  switch (request.format) {
    case 'summary':
      return null
    case 'markdown':
      return renderSecurityAdvisory({
        facts,
        sections: ground.inForce.policy.security.advisorySections,
        template: await readTemplate(workspace, {
          ...{ setting: 'security.advisoryTemplate', named: null, main: ground.main },
          ours: SECURITY_ADVISORY_TEMPLATE,
        }),
      })
    case 'osv':
      return toJson(toOsv(toPublishable(drafting)) ?? lack(request, 'a GHSA id (`ghsa`) or a CVE id (`cve`)'))
    case 'csaf': {
      const namespace = file.publisher ?? lack(request, 'a URL under your control (`publisher`)')
      const advisory = toPublishable(drafting)
      return toJson(toCsaf(advisory, { name: advisory.product.vendor, namespace }, file.revision))
    }
    case 'cve': {
      const assigner = file.assigner ?? lack(request, 'the UUID of the CVE Numbering Authority (`assigner`)')
      return toJson(toCveRecord(toPublishable(drafting), assigner) ?? lack(request, 'a CVE id (`cve`)'))
    }
  }
}

/** Puts together what the published documents are made from. @throws {Refused} where a part is missing */
function toPublishable({ request, ground, file, facts }: Drafting): PublishableAdvisory {
  const { webUrl, inForce } = ground
  const name = inForce.policy.product.name
  const at = file.published ?? lack(request, 'the time of its publication (`published`)')
  const published = new Date(at).toISOString()
  return {
    facts,
    product: {
      ...{ vendor: file.vendor ?? name, name, package: file.package },
      url: webUrl ?? lack(request, 'the address of the repository: set `notes.repositoryUrl` in the policy'),
    },
    dates: {
      published,
      modified: file.revision === 1 ? published : new Date(request.now * 1000).toISOString(),
    },
  }
}

/** @throws {Refused} always: a published document isn't made with a guess in it */
function lack({ format, file }: AdvisoryRequest, what: string): never {
  throw new Refused({
    kind: 'rule',
    what: `The advisory can’t be written as ${format.toUpperCase()} yet: it lacks ${what}.`,
    next: `Add it to ${file}. \`release-captain advisory --from ${file}\` lists everything that is missing.`,
  })
}

function toJson(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`
}
