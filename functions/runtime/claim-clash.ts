import type { Refused } from './problem.ts'

/** "Who may not reach the holder learns that the value is taken, and not by whom." Any other refusal stays as it is. */
export const withoutStrangers = async (refused: Refused, isReached: (holder: string) => Promise<boolean>): Promise<Refused> => {
  const { heldBy, ...anonymous } = refused
  if (refused.code !== 'claim.taken' || typeof heldBy !== 'string') return refused
  return (await isReached(heldBy)) ? refused : anonymous
}
