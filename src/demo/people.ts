import type { CommitPerson } from '../release/changes/candidate.ts'

/** The people of the demo product. None of them exists: `example` is nobody's domain. */
export const ADA: CommitPerson = { name: 'Ada Reyes', email: 'ada@godel.example' }
export const INES: CommitPerson = { name: 'Ines Berg', email: 'ines@godel.example' }
export const MATEO: CommitPerson = { name: 'Mateo Silva', email: 'mateo@godel.example' }
export const NOOR: CommitPerson = { name: 'Noor Haddad', email: 'noor@godel.example' }

/** Who commits what is merged on the web page. */
export const FORGE: CommitPerson = { name: 'GitHub', email: 'noreply@github.example' }
