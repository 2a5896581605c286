import type { Actor } from '../kernel/actor.ts'

/**
 * What somebody may do who is not signed in, by what the identity provider knows of them at this moment. Undefined for whoever
 * is not there, or was shut out. Throws while the identity provider does not answer: nobody's rights are guessed.
 */
export type RightsOf = (user: string) => Promise<Actor | undefined>
