import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { newIv, turned } from './at-rest.ts'

/** What is known of an object besides its bytes. */
const About = z.object({
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  etag: z.string(),
  /** Where the counter began under which its bytes lie. */
  iv: z.base64(),
  size: z.int(),
  /** Milliseconds on the deployment's clock. */
  at: z.number(),
})
export type About = z.infer<typeof About>
export type Place = { readonly bucket: string; readonly key: string }
export type Found = About & { readonly body: Buffer }

/** No segment has a dot or stands for another folder, so nothing is written outside the bucket's own. */
const segment = (text: string): string => encodeURIComponent(text).replaceAll('.', '%2E')
const lengthBytes = 4

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')

const openIfThere = async (path: string) => {
  try {
    return await open(path)
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw cause
  }
}

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Objects as files, newest version alone: an object is one file, its bytes first, under the key of the disk, then what is known of it,
 * then the length of that.
 */
export class ObjectDisk {
  readonly #folder: string
  readonly #key: Buffer
  readonly #written: (place: Place, about: About) => Promise<void>
  constructor(folder: string, key: Buffer, written: (place: Place, about: About) => Promise<void>) {
    this.#folder = folder
    this.#key = key
    this.#written = written
  }

  #path({ bucket, key }: Place): string {
    return `${join(this.#folder, segment(bucket), ...key.split('/').map(segment))}.object`
  }

  /** Whole or not at all, and on the disk when it resolves. */
  async put(place: Place, body: Buffer, { contentType, metadata }: Pick<About, 'contentType' | 'metadata'>): Promise<About> {
    const path = this.#path(place)
    const etag = `"${createHash('md5').update(body).digest('hex')}"`
    const about: About = { contentType, metadata, etag, iv: newIv(), size: body.length, at: Date.now() }
    const [known, length] = [Buffer.from(JSON.stringify(about)), Buffer.alloc(lengthBytes)]
    length.writeUInt32BE(known.length)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const draft = join(this.#folder, `${randomUUID()}.new`)
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writev([turned(this.#key, body, about), known, length])
      await file.utimes(about.at / 1000, about.at / 1000)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
    await syncFolder(dirname(path))
    await this.#written(place, about)
    return about
  }

  async head(place: Place): Promise<About | undefined> {
    const found = await this.read(place, () => ({ from: 0, upTo: 0 }))
    if (!found) return undefined
    const { body: _body, ...about } = found
    return about
  }

  /** The bytes `from` up to and without `upTo`, as `part` picks them by the size. */
  async read(place: Place, part = (size: number) => ({ from: 0, upTo: size })): Promise<Found | undefined> {
    const file = await openIfThere(this.#path(place))
    if (!file) return undefined
    const bytes = async (from: number, upTo: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(upTo - from)
      if (upTo > from) await file.read(buffer, 0, upTo - from, from)
      return buffer
    }
    try {
      const { size } = await file.stat()
      const known = (await bytes(size - lengthBytes, size)).readUInt32BE()
      const about = About.parse(JSON.parse((await bytes(size - lengthBytes - known, size - lengthBytes)).toString()))
      const { from, upTo } = part(about.size)
      return { ...about, body: turned(this.#key, await bytes(from, upTo), { iv: about.iv, from }) }
    } finally {
      await file.close()
    }
  }

  async delete(place: Place): Promise<void> {
    await rm(this.#path(place), { force: true })
  }

  /** Removes objects under a prefix of whole folders (`uploads/`, or nothing for all) that were written before `before` (milliseconds). */
  async expire({ bucket, key }: Place, before: number): Promise<void> {
    const folder = join(this.#folder, segment(bucket), ...key.split('/').filter(Boolean).map(segment))
    const names = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
      if (isMissing(cause)) return []
      throw cause
    })
    for (const name of names.filter((each) => each.endsWith('.object'))) {
      const path = join(folder, name)
      const { mtimeMs } = await stat(path)
      if (mtimeMs < before) await rm(path, { force: true })
    }
  }
}
