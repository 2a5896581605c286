import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { unframed } from './chunked.ts'
import type { About, ObjectDisk, Place } from './disk.ts'
import { inXml, S3Fault } from './fault.ts'
import { checkPosted } from './post-policy.ts'

export type Answer = { readonly status: number; readonly headers?: OutgoingHttpHeaders; readonly body?: Buffer | string }
/** One call: `body` is read already. */
type Call = {
  readonly place: Place
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}
type Operation = (disk: ObjectDisk, call: Call) => Promise<Answer>

const noSuchKey = (key: string): S3Fault => new S3Fault('NoSuchKey', 404, `The specified key does not exist: ${key}`)
const preconditionFailed = (): S3Fault => new S3Fault('PreconditionFailed', 412, 'At least one of the pre-conditions did not hold')

const metadataIn = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), String(value)]] : [],
    ),
  )

/** How a link may have an object served: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
const overrides = (query: URLSearchParams): OutgoingHttpHeaders =>
  Object.fromEntries([...query].flatMap(([name, value]) => (name.startsWith('response-') ? [[name.slice('response-'.length), value]] : [])))

const headersOf = ({ contentType, etag, at, metadata }: About): OutgoingHttpHeaders => ({
  'content-type': contentType,
  etag,
  'last-modified': new Date(at).toUTCString(),
  'accept-ranges': 'bytes',
  ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
})

/** `bytes=0-99`, `bytes=100-` or `bytes=-100` of so many; undefined where no range is asked for. */
const rangeOf = (asked: string | undefined, size: number): { readonly from: number; readonly upTo: number } | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(asked ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  if (from >= size) throw new S3Fault('InvalidRange', 416, 'The requested range is not satisfiable')
  return { from, upTo: first === '' || last === '' ? size : Math.min(Number(last) + 1, size) }
}

const get: Operation = async (disk, { place, headers, query }) => {
  const found = await disk.read(place, (size) => rangeOf(headers.range, size) ?? { from: 0, upTo: size })
  if (!found) throw noSuchKey(place.key)
  if (headers['if-match'] !== undefined && headers['if-match'] !== found.etag) throw preconditionFailed()
  const range = rangeOf(headers.range, found.size)
  return {
    status: range ? 206 : 200,
    headers: {
      ...headersOf(found),
      'content-length': found.body.length,
      ...(range && { 'content-range': `bytes ${range.from}-${range.upTo - 1}/${found.size}` }),
      ...overrides(query),
    },
    body: found.body,
  }
}

const head: Operation = async (disk, { place }) => {
  const about = await disk.head(place)
  if (!about) throw noSuchKey(place.key)
  return { status: 200, headers: { ...headersOf(about), 'content-length': about.size } }
}

const copy = async (disk: ObjectDisk, { place, headers }: Call, source: string): Promise<Answer> => {
  const [bucket = '', ...parts] = decodeURIComponent(source).replace(/^\//, '').split('/')
  const key = parts.join('/')
  const found = await disk.read({ bucket, key })
  if (!found) throw noSuchKey(key)
  const wanted = headers['x-amz-copy-source-if-match']
  if (wanted !== undefined && wanted !== found.etag) throw preconditionFailed()
  const { contentType, metadata } = found
  const isReplaced = headers['x-amz-metadata-directive'] === 'REPLACE'
  const about = await disk.put(place, found.body, {
    contentType: isReplaced ? (headers['content-type'] ?? contentType) : contentType,
    metadata: isReplaced ? metadataIn(headers) : metadata,
  })
  const at = new Date(about.at).toISOString()
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<CopyObjectResult><ETag>${inXml(about.etag)}</ETag><LastModified>${at}</LastModified></CopyObjectResult>`,
  }
}

const put: Operation = async (disk, call) => {
  const { place, headers } = call
  const source = headers['x-amz-copy-source']
  if (source !== undefined) return copy(disk, call, String(source))
  const promised = String(headers['x-amz-content-sha256'])
  if (/^[0-9a-f]{64}$/.test(promised) && createHash('sha256').update(call.body).digest('hex') !== promised)
    throw new S3Fault('XAmzContentSHA256Mismatch', 400, 'The provided x-amz-content-sha256 does not match what was computed.')
  if (headers['if-none-match'] === '*' && (await disk.head(place))) throw preconditionFailed()
  const body = promised.startsWith('STREAMING-') ? unframed(call.body) : call.body
  const about = await disk.put(place, body, {
    contentType: headers['content-type'] ?? 'binary/octet-stream',
    metadata: metadataIn(headers),
  })
  return { status: 200, headers: { etag: about.etag } }
}

const remove: Operation = async (disk, { place }) => {
  await disk.delete(place)
  return { status: 204 }
}

/** A form with a file in it. What comes behind the file is not read. */
export const post: Operation = async (disk, { place: { bucket }, headers, body }) => {
  const type = headers['content-type'] ?? ''
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw new S3Fault('MalformedPOSTRequest', 400, 'The body of your POST request is not well-formed multipart/form-data.')
  })
  const fields = new Map<string, string>([['bucket', bucket]])
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.set(name.toLowerCase(), value)
    else break
  }
  const file = form.get('file')
  const key = fields.get('key')
  if (!(file instanceof Blob) || !key) throw new S3Fault('InvalidArgument', 400, 'POST requires a key and exactly one file upload.')
  checkPosted(fields, file.size)
  const contentType = fields.get('content-type') ?? 'binary/octet-stream'
  const metadata = metadataIn(Object.fromEntries(fields))
  const about = await disk.put({ bucket, key }, Buffer.from(await file.arrayBuffer()), { contentType, metadata })
  return { status: fields.get('success_action_status') === '200' ? 200 : 204, headers: { etag: about.etag } }
}

/** What this machine's object store can do with one object, by the method. */
export const operations: Readonly<Record<string, Operation>> = { GET: get, HEAD: head, PUT: put, DELETE: remove }
