import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { arrivalsIn } from '../../../functions/queue/inbound-mail/arrivals.ts'
import type { Bucket } from '../../../local/engines/objects/declared.ts'
import { type ObjectEngine, startObjectEngine } from '../../../local/engines/objects/object-engine.ts'

const page = 'https://crm.example'
const bucket: Bucket = {
  name: 'files',
  cors: [{ AllowedOrigins: [page], AllowedMethods: ['POST'], AllowedHeaders: ['content-type'], ExposedHeaders: [], MaxAge: 60 }],
  expiring: [{ prefix: 'uploads/', days: 1 }],
  told: [{ queue: 'arn:aws:sqs:us-east-1:000000000000:new', prefix: 'told/', suffix: '.eml' }],
}
let dataDir: string
let engine: ObjectEngine
let s3: S3Client
const told: (readonly [queue: string, text: string])[] = []
const tell = async (queue: string, text: string) => void told.push([queue, text])

const clientOf = (secretAccessKey: string) =>
  new S3Client({ region: 'us-east-1', endpoint: engine.url, credentials: { accessKeyId: 'local', secretAccessKey } })
const start = async () => {
  engine = await startObjectEngine({ dataDir, buckets: [bucket], tell })
  s3 = clientOf('local')
}
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'objects-'))
  await start()
})
afterAll(async () => {
  await engine.stop()
  await rm(dataDir, { recursive: true })
})
afterEach(() => vi.useRealTimers())

const inBucket = (Key: string) => ({ Bucket: 'files', Key })
const put = (Key: string, Body: string | Buffer, ContentType = 'text/plain') =>
  s3.send(new PutObjectCommand({ ...inBucket(Key), Body, ContentType, Metadata: { from: 'test' } }))
const textOf = async (Key: string) => (await s3.send(new GetObjectCommand(inBucket(Key)))).Body?.transformToString()
/** Moves the clock that signatures and expiries go by; timers go on as they are. */
const later = (milliseconds: number) => vi.useFakeTimers({ now: Date.now() + milliseconds, toFake: ['Date'] })

describe('an object', () => {
  it('is told of to the queue that the bucket names for its key, once it is there, by its name alone', async () => {
    told.length = 0
    await put('told/a b 单.eml', 'from: li.na@shunda.example')
    await put('told/c.txt', 'no mail')
    await put('d.eml', 'elsewhere')
    expect(told.map(([queue]) => queue)).toEqual(['arn:aws:sqs:us-east-1:000000000000:new'])
    expect(arrivalsIn(told[0]?.[1] ?? '')).toEqual([{ bucket: 'files', key: 'told/a b 单.eml' }])
    expect(told[0]?.[1]).not.toContain('li.na')
  })

  it('is what was put, with what was said of it, also when the store starts anew', async () => {
    await put('a/运单 1.txt', '运单')
    await engine.stop()
    await writeFile(join(dataDir, 'objects', 'cut-off.new'), 'half')
    await start()
    expect(await textOf('a/运单 1.txt')).toBe('运单')
    const { ContentType, ContentLength, Metadata, ETag } = await s3.send(new HeadObjectCommand(inBucket('a/运单 1.txt')))
    expect({ ContentType, ContentLength, Metadata }).toEqual({ ContentType: 'text/plain', ContentLength: 6, Metadata: { from: 'test' } })
    expect(ETag).toMatch(/^"[0-9a-f]{32}"$/)
    expect((await readdir(join(dataDir, 'objects'))).filter((name) => name.endsWith('.new'))).toEqual([])
  })

  it('does not lie on the disk as it is, and is read from any byte on', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'.repeat(3)
    await put('letters', letters)
    expect((await readFile(join(dataDir, 'objects', 'files', 'letters.object'))).includes('abcdef')).toBe(false)
    for (const [from, upTo] of [
      [0, 0],
      [5, 40],
      [16, 31],
      [77, 77],
    ] as const) {
      const { Body } = await s3.send(new GetObjectCommand({ ...inBucket('letters'), Range: `bytes=${from}-${upTo}` }))
      expect(await Body?.transformToString()).toBe(letters.slice(from, upTo + 1))
    }
  })

  it('may be as large as a file of 25 MB', async () => {
    const large = Buffer.alloc(25 * 1024 * 1024, 'x')
    await put('large', large)
    expect((await s3.send(new HeadObjectCommand(inBucket('large')))).ContentLength).toBe(large.length)
  })

  it('is read in part, and only while it is still the one that was looked at', async () => {
    const { ETag } = await put('b', 'abcdef')
    const some = await s3.send(new GetObjectCommand({ ...inBucket('b'), Range: 'bytes=1-3', IfMatch: ETag }))
    expect([some.ContentRange, await some.Body?.transformToString()]).toEqual(['bytes 1-3/6', 'bcd'])
    await put('b', 'other')
    await expect(s3.send(new GetObjectCommand({ ...inBucket('b'), IfMatch: ETag }))).rejects.toMatchObject({ name: 'PreconditionFailed' })
    const copy = new CopyObjectCommand({ ...inBucket('c'), CopySource: 'files/b', CopySourceIfMatch: ETag })
    await expect(s3.send(copy)).rejects.toMatchObject({ name: 'PreconditionFailed' })
  })

  it('is copied, deleted, and never found outside its bucket', async () => {
    await put('../d', 'here')
    await s3.send(new CopyObjectCommand({ ...inBucket('e'), CopySource: 'files/../d' }))
    expect(await textOf('e')).toBe('here')
    await s3.send(new DeleteObjectCommand(inBucket('e')))
    await expect(s3.send(new HeadObjectCommand(inBucket('e')))).rejects.toMatchObject({ name: 'NotFound' })
    expect(await readdir(dataDir)).toEqual(['objects'])
  })

  it('is refused for another secret, and what this store does not offer says so', async () => {
    await expect(clientOf('guessed').send(new HeadObjectCommand(inBucket('b')))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    })
    expect((await fetch(`${engine.url}/files/b`)).status).toBe(403)
    await expect(s3.send(new ListObjectsV2Command({ Bucket: 'files' }))).rejects.toMatchObject({ name: 'NotImplemented' })
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'others', Key: 'b' }))).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('goes some days after it was written, where a rule of the bucket says so', async () => {
    await put('uploads/x', '1')
    await put('kept/x', '2')
    later(86_000_000)
    await engine.expire()
    await s3.send(new HeadObjectCommand(inBucket('uploads/x')))
    later(500_000)
    await engine.expire()
    await expect(s3.send(new HeadObjectCommand(inBucket('uploads/x')))).rejects.toMatchObject({ name: 'NotFound' })
    expect(await textOf('kept/x')).toBe('2')
  })
})

describe('a signed link', () => {
  const linkTo = (Key: string) =>
    getSignedUrl(s3, new GetObjectCommand({ ...inBucket(Key), ResponseContentDisposition: 'attachment; filename="f.txt"' }), {
      expiresIn: 60,
    })

  it('opens one object, as the link says, to whoever has it', async () => {
    await put('f', 'text')
    const answer = await fetch(await linkTo('f'))
    expect([answer.status, answer.headers.get('content-disposition'), await answer.text()]).toEqual([
      200,
      'attachment; filename="f.txt"',
      'text',
    ])
  })

  it('opens nothing when a letter of it is another, and nothing after its time', async () => {
    const link = await linkTo('f')
    expect((await fetch(link.replace('/files/f', '/files/b'))).status).toBe(403)
    expect((await fetch(link.replace('f.txt', 'g.txt'))).status).toBe(403)
    later(61_000)
    expect((await fetch(link)).status).toBe(403)
  })
})

describe('a signed form', () => {
  const formFor = (Key: string) =>
    createPresignedPost(s3, {
      ...inBucket(Key),
      Conditions: [
        ['content-length-range', 4, 4],
        ['eq', '$Content-Type', 'application/pdf'],
      ],
      Fields: { 'Content-Type': 'application/pdf' },
      Expires: 900,
    })
  const send = async (Key: string, { body = '%PDF', fields: others = {} }: { body?: string; fields?: Record<string, string> } = {}) => {
    const { url, fields } = await formFor(Key)
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, ...others })) form.append(name, value)
    form.append('file', new Blob([body]), 'x')
    const answer = await fetch(url, { method: 'POST', body: form, headers: { origin: page } })
    return { status: answer.status, code: /<Code>(.*)<\/Code>/.exec(await answer.text())?.[1], answer }
  }

  it('takes the file that it was signed for', async () => {
    expect((await send('g')).status).toBe(204)
    expect((await s3.send(new HeadObjectCommand(inBucket('g')))).ContentType).toBe('application/pdf')
  })

  it('takes none that is larger, smaller, of another type, for another place, or with a field that nobody signed', async () => {
    expect(await send('h', { body: '%PDF-' })).toMatchObject({ status: 400, code: 'EntityTooLarge' })
    expect(await send('h', { body: '%' })).toMatchObject({ status: 400, code: 'EntityTooSmall' })
    expect(await send('h', { fields: { 'Content-Type': 'text/html' } })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await send('h', { fields: { key: 'kept/x' } })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await send('h', { fields: { 'x-amz-meta-by': 'me' } })).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(await send('h', { fields: { policy: 'e30=' } })).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    await expect(s3.send(new HeadObjectCommand(inBucket('h')))).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('takes nothing after its time', async () => {
    const { url, fields } = await formFor('i')
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob(['%PDF']), 'x')
    later(901_000)
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(403)
  })

  it('is for the pages that the bucket knows', async () => {
    expect((await send('j')).answer.headers.get('access-control-allow-origin')).toBe(page)
    const asking = (origin: string) =>
      fetch(`${engine.url}/files`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    expect((await asking(page)).headers.get('access-control-allow-headers')).toBe('content-type')
    expect((await asking('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})
