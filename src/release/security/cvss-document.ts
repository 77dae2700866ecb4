import cvss from 'ae-cvss-calculator'
import type { CvssScore, CvssVersion } from './cvss.ts'

const DOCUMENTS: Readonly<Record<CvssVersion, (vector: string) => unknown>> = {
  '3.1': (vector) => new cvss.Cvss3P1(vector).createJsonSchema(),
  '4.0': (vector) => new cvss.Cvss4P0(vector).createJsonSchema(),
}

/**
 * The score as FIRST's JSON schemas for CVSS write it, which CSAF and CVE Records embed
 * (https://www.first.org/cvss/data-representations).
 */
export function toCvssDocument({ version, vector }: CvssScore): unknown {
  return DOCUMENTS[version](vector)
}
