import type * as z from 'zod'
import { part } from '../../domain/kernel/care/care.ts'

/** What every mask holds, and no phone number, address, tax id or street does. */
const stars = '***'

/**
 * Masks that came back in a body. Somebody who may write what they do not see, such as a site with its street masked, sends
 * the whole list again to change a part of it: taken as it stands, the mask would be kept in place of the value.
 */
export const masksIn = <Body extends z.ZodType>(schema: Body, body: z.output<Body>) =>
  part(schema, body).sealed.flatMap(({ pointer, value }) => (value.includes(stars) ? [{ code: 'mask.sent_back', pointer }] : []))
