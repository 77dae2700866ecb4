import { CONCLUSIONS, type Conclusion } from '../../../../release/lifecycle/words.ts'

/** What is not known holds: a word that GitHub has newly is no conclusion. */
export function parseConclusion(word: string | null | undefined): Conclusion {
  return CONCLUSIONS.find((one) => one === word) ?? 'pending'
}
