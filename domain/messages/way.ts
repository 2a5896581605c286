import type { Language } from '../kernel/language.ts'
import { firmLanguage } from '../kernel/language.ts'
import type { QuietHours } from '../kernel/quiet-hours.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type Channel, channels } from '../templates/channel.ts'
import type { Template } from '../templates/template.ts'
import type { RefusalReason } from './message.ts'

/** An address of the recipient, by what tells it without saying it. */
export type Way = { readonly channel: Channel; readonly address: string; readonly optOut: boolean; readonly suppressed: boolean }

/** What a recipient likes, and how they can be reached now. */
export type Reachable = {
  /** The customers at which the recipient is. */
  readonly customers: readonly string[]
  readonly language: Language | undefined
  readonly zone: string
  readonly quietHours: QuietHours | undefined
  /** The channels that they like, the best first. */
  readonly channels: readonly Channel[]
  /** Every address by a channel that this deployment sends by, the primary ones first. */
  readonly ways: readonly Way[]
}

type Chosen = { readonly way: Way; readonly language: Language }

const speaks = ({ words }: Template, channel: Channel): boolean =>
  Object.values(words).some((inLanguage) => inLanguage?.[channel] !== undefined)

/** "Everybody is spoken to in their own language where we can, else in the firm's, else in the one there is." */
export const languageFor = ({ words }: Template, channel: Channel, wanted: Language | undefined): Language =>
  [wanted, firmLanguage].find((language) => language !== undefined && words[language]?.[channel]) ?? (words.en?.[channel] ? 'en' : 'zh-CN')

const isOpen = ({ category }: Template, { optOut, suppressed }: Way): boolean => !suppressed && (category === 'transactional' || !optOut)

/** "By the channel that they like best, among those that the message has words for; what they have opted out of is never a way." */
export const chooseWay = (template: Template, to: Reachable): Result<Chosen, RefusalReason> => {
  const order = [...new Set([...to.channels, ...channels])].filter((channel) => speaks(template, channel))
  const ways = order.flatMap((channel) => to.ways.filter((way) => way.channel === channel))
  const way = ways.find((one) => isOpen(template, one))
  if (way) return ok({ way, language: languageFor(template, way.channel, to.language) })
  if (ways.length === 0) return refuse('no_address')
  return refuse(ways.some(({ suppressed }) => suppressed) ? 'suppressed' : 'opted_out')
}
