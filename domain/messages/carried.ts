import * as z from 'zod'
import type { Instant } from '../kernel/instant.ts'
import type { Feedback } from './feedback.ts'

/** A message that a provider took: the try by which it went, and what tells the address without saying it. */
export type CarriedMessage = { readonly message: string; readonly attempt: string; readonly address: string }

/** What becomes of a template message at WeChat. `blocked`: its recipient takes nothing from the account. */
export const TemplateFate = z.enum(['delivered', 'blocked', 'failed'])
export type TemplateFate = z.infer<typeof TemplateFate>

/** What WeChat tells of a message, by what it calls that: it names nobody. */
export type CarrierNews = { readonly msgId: string; readonly fate: TemplateFate; readonly at: Instant }

/** "Whoever blocks the account is as a mailbox that is not there." What WeChat could not bring it may bring another time. */
export const toldBy = (fate: TemplateFate): Feedback['told'] => {
  if (fate === 'delivered') return { kind: 'delivered' }
  return { kind: 'bounced', bounce: fate === 'blocked' ? 'permanent' : 'transient' }
}
