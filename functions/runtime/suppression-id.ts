import type { Channel } from '../../domain/templates/channel.ts'
import { derivedId } from './derived-id.ts'

/** By which what is suppressed of an address is found: `address` is its blind index, never the address itself. */
export const suppressionId = (channel: Channel, address: string): string => derivedId('suppression', `${channel}:${address}`)
