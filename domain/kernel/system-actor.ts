import type { Actor } from './actor.ts'

/** Who acts when time or an event does, and no person: it reaches every record, and may do only what a decision lets it do by name. */
export const system: Actor = { id: 'system', roles: ['system'], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } }
