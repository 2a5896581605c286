import { mkdir, readdir, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { listen } from '../../listen.ts'
import { diskKey } from './at-rest.ts'
import { corsHeadersFor } from './cors.ts'
import type { Bucket } from './declared.ts'
import { ObjectDisk, type Place } from './disk.ts'
import { faultXml, S3Fault } from './fault.ts'
import { type Answer, operations, post } from './operations.ts'
import { type Tell, tellOf } from './put-notice.ts'
import { checkSigned, type Target } from './signature.ts'

export type ObjectEngine = {
  readonly url: string
  /** Puts an object as a service of AWS does, such as the one that takes mail in. */
  readonly put: (place: Place, body: Buffer, contentType: string) => Promise<void>
  /** Removes what the buckets' rules have ended on the deployment's clock. */
  readonly expire: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** In bytes: the largest call that is read. S3 takes 5 GB, a function here holds no more than this in memory anyway. */
const largestCall = 128 * 1024 * 1024
const dayMs = 86_400_000

/** Query members that only say how an object is to be served, or who signed. Any other asks for something else of S3. */
const understood = /^(?:x-id$|x-amz-|response-)/i

const targetOf = ({ url = '/' }: IncomingMessage): Target => {
  const [path = '/', query = ''] = url.split('?')
  return { path, query: new URLSearchParams(query) }
}

const placeIn = ({ path }: Target): Place => {
  const [, bucket = '', ...key] = path.split('/').map(decodeURIComponent)
  return { bucket, key: key.join('/') }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  if (Number(request.headers['content-length'] ?? 0) > largestCall)
    throw new S3Fault('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size')
  return buffer(request)
}

const isForm = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' && (headers['content-type'] ?? '').startsWith('multipart/form-data')

const answerTo = async (disk: ObjectDisk, request: IncomingMessage, target: Target): Promise<Answer> => {
  const place = placeIn(target)
  const call = { place, query: target.query, headers: request.headers }
  if (request.method === 'OPTIONS') return { status: 200 }
  if (isForm(request) && place.key === '') return post(disk, { ...call, body: await bodyOf(request) })
  checkSigned(request, target)
  const operation = operations[request.method ?? '']
  if (!operation || place.key === '' || [...target.query.keys()].some((name) => !understood.test(name)))
    throw new S3Fault('NotImplemented', 501, `${request.method} ${request.url} is not offered on this machine.`)
  return operation(disk, { ...call, body: await bodyOf(request) })
}

const faultOf = (cause: unknown): S3Fault => {
  if (cause instanceof S3Fault) return cause
  console.error('the local object store failed:', cause)
  return new S3Fault('InternalError', 500, 'We encountered an internal error. Please try again.')
}

const reply = (response: ServerResponse, request: IncomingMessage, { status, headers = {}, body = '' }: Answer): void =>
  void response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)

type Options = { readonly dataDir: string; readonly buckets: readonly Bucket[]; readonly tell: Tell }

/**
 * The part of S3 that a deployment uses, for one machine: single objects by the SDK, by signed link and by signed form, with the
 * buckets' rules for pages and for what ends. Signatures, policies and expiries are checked as S3 does, on the deployment's clock.
 */
export const startObjectEngine = async ({ dataDir, buckets, tell }: Options): Promise<ObjectEngine> => {
  const folder = join(dataDir, 'objects')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // What a process that was killed had not finished was acknowledged to nobody.
  for (const name of await readdir(folder)) if (name.endsWith('.new')) await rm(join(folder, name))
  const disk = new ObjectDisk(folder, await diskKey(folder), tellOf(buckets, tell))
  const listening = await listen(0, 'objects')
  const bucketIn = (target: Target): Bucket => {
    const { bucket } = placeIn(target)
    const known = buckets.find(({ name }) => name === bucket)
    if (!known) throw new S3Fault('NoSuchBucket', 404, `The specified bucket does not exist: ${bucket}`)
    return known
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = targetOf(request)
    let cors = {}
    try {
      cors = corsHeadersFor(request, bucketIn(target).cors)
      const { headers, ...answer } = await answerTo(disk, request, target)
      reply(response, request, { ...answer, headers: { ...headers, ...cors } })
    } catch (cause) {
      const fault = faultOf(cause)
      const headers = { ...cors, 'content-type': 'application/xml', connection: 'close' }
      reply(response, request, { status: fault.status, headers, body: faultXml(fault) })
    }
  }
  listening.serve((request, response) => void serve(request, response))
  return {
    url: listening.url,
    put: async (place, body, contentType) => void (await disk.put(place, body, { contentType, metadata: {} })),
    expire: async () => {
      for (const { name, expiring } of buckets)
        for (const { prefix, days } of expiring) await disk.expire({ bucket: name, key: prefix }, Date.now() - days * dayMs)
    },
    stop: listening.close,
  }
}
