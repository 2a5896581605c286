import type { ListId } from './list.ts'

/** Values that rules name by their code: they may be called anything, and cannot be retired. */
const needed: Readonly<Partial<Record<ListId, readonly string[]>>> = {
  tier: ['vip', 'regular', 'potential'],
  stage: ['prospect', 'onboarding', 'active', 'at_risk', 'lapsed', 'won_back', 'lost'],
  relationType: ['parent', 'branch'],
  // The ticket that a low score opens has it.
  tag: ['recovery'],
}

export const isNeeded = (list: ListId, code: string): boolean => needed[list]?.includes(code) === true
