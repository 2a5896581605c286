import { createCipheriv, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const keyBytes = 32
const block = 16

/** Whole or not at all, and on the disk when it resolves. */
const keep = async (folder: string, path: string, key: Buffer): Promise<void> => {
  await writeFile(`${path}.new`, key, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  const kept = await open(folder)
  try {
    await kept.sync()
  } finally {
    await kept.close()
  }
}

/**
 * The key under which objects lie on this disk, as S3 keeps those of a bucket that is encrypted: what a file holds is not to be read
 * off the data folder by chance.
 */
export const diskKey = async (folder: string): Promise<Buffer> => {
  const path = join(folder, 'key')
  if (!existsSync(path)) await keep(folder, path, randomBytes(keyBytes))
  return readFile(path)
}

export const newIv = (): string => randomBytes(block).toString('base64')

/** The counter of the block at which a part begins. */
const counterAt = (iv: string, from: number): Buffer => {
  const start = (BigInt(`0x${Buffer.from(iv, 'base64').toString('hex')}`) + BigInt(Math.floor(from / block))) % 2n ** 128n
  return Buffer.from(start.toString(16).padStart(2 * block, '0'), 'hex')
}

/**
 * AES-256 in counter mode (NIST SP 800-38A), which turns what is clear into what is not and back, from any byte on: parts of an object
 * are read by themselves.
 */
export const turned = (key: Buffer, bytes: Buffer, { iv, from = 0 }: { readonly iv: string; readonly from?: number }): Buffer => {
  const within = from % block
  const cipher = createCipheriv('aes-256-ctr', key, counterAt(iv, from))
  cipher.update(Buffer.alloc(within))
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}
