import * as z from 'zod'
import { denied, S3Fault } from './fault.ts'
import { isSignature, signatureOf } from './signature.ts'

const Condition = z.union([
  z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
  z.record(z.string(), z.string()),
])
type Condition = z.infer<typeof Condition>
const Policy = z.object({ expiration: z.iso.datetime(), conditions: z.array(Condition) })

/** Fields that no condition has to name. */
const free = /^(?:policy|x-amz-signature|file|x-ignore-.*)$/i

type Fields = ReadonlyMap<string, string>
type Matched = { readonly field: string; readonly holds: boolean }

const against = (condition: Condition, fields: Fields): readonly Matched[] => {
  if (!Array.isArray(condition))
    return Object.entries(condition).map(([name, value]) => ({
      field: name.toLowerCase(),
      holds: fields.get(name.toLowerCase()) === value,
    }))
  if (condition[0] === 'content-length-range') return []
  const [kind, name, wanted] = condition
  const field = name.slice(1).toLowerCase()
  const value = fields.get(field)
  return [{ field, holds: kind === 'eq' ? value === wanted : (value ?? '').startsWith(wanted) }]
}

const checkSize = (conditions: readonly Condition[], size: number): void => {
  for (const condition of conditions) {
    if (!Array.isArray(condition) || condition[0] !== 'content-length-range') continue
    if (size < condition[1]) throw new S3Fault('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size')
    if (size > condition[2]) throw new S3Fault('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size')
  }
}

/**
 * What S3 asks of a form that uploads a file: a policy that the deployment signed and that has not expired, whose every condition
 * holds, and no field that it does not name. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export const checkPosted = (fields: Fields, size: number): void => {
  const policy = fields.get('policy')
  if (policy === undefined) throw denied('Access Denied')
  if (!isSignature(fields.get('x-amz-signature') ?? '', signatureOf(policy, fields.get('x-amz-credential') ?? '')))
    throw new S3Fault('SignatureDoesNotMatch', 403, 'The request signature does not match the one that was calculated.')
  const { expiration, conditions } = Policy.parse(JSON.parse(Buffer.from(policy, 'base64').toString()))
  if (Date.parse(expiration) < Date.now()) throw denied('Invalid according to Policy: Policy expired.')
  const matched = conditions.flatMap((condition) => against(condition, fields))
  const broken = matched.find(({ holds }) => !holds)
  if (broken) throw denied(`Invalid according to Policy: Policy Condition failed: ${broken.field}`)
  const named = new Set(matched.map(({ field }) => field))
  const extra = [...fields.keys()].find((field) => field !== 'bucket' && !free.test(field) && !named.has(field))
  if (extra !== undefined) throw denied(`Invalid according to Policy: Extra input fields: ${extra}`)
  checkSize(conditions, size)
}
