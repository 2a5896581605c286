import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { Key, KeySpec } from './keys.ts'

/** A key that the deployment declares. It answers to its ARN, its id (what follows `key/`) and its alias. */
export type DeclaredKey = {
  readonly arn: string
  readonly spec: KeySpec
  readonly alias?: string | undefined
  /** Where it is not said, a key is as it was left, a new one enabled. */
  readonly enabled?: boolean | undefined
}

const KeyFile = z.strictObject({
  keys: z.array(
    z.strictObject({
      arn: z.string(),
      spec: z.enum(['SYMMETRIC_DEFAULT', 'HMAC_256']),
      enabled: z.boolean(),
      created: z.int(),
      material: z.base64(),
    }),
  ),
})

const read = async (path: string): Promise<readonly Key[]> => {
  try {
    return KeyFile.parse(JSON.parse(await readFile(path, 'utf8'))).keys
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const sync = async (path: string, write?: string) => {
  const file = await open(path, write === undefined ? 'r' : 'w', 0o600)
  try {
    if (write !== undefined) await file.writeFile(write)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Whole or not at all, and on the disk when it resolves: a key that sealed something must not be lost with the power. */
const save = async (folder: string, keys: readonly Key[]) => {
  const path = join(folder, 'kms-keys.json')
  await sync(`${path}.new`, JSON.stringify({ keys }))
  await rename(`${path}.new`, path)
  await sync(folder)
}

const fresh = ({ arn, spec, enabled = true }: DeclaredKey): Key => ({
  arn,
  spec,
  enabled,
  created: Date.now(),
  material: randomBytes(32).toString('base64'),
})

/** A held key as its declaration, if that says so, wants it: enabled or not. */
const asDeclared = (key: Key, declared: readonly DeclaredKey[]): Key => {
  const wanted = declared.find(({ arn }) => arn === key.arn)?.enabled ?? key.enabled
  return wanted === key.enabled ? key : { ...key, enabled: wanted }
}

/** The keys of a data folder: those it holds, and those declared that it lacks. */
export const openKeyFile = async (folder: string, declared: readonly DeclaredKey[]) => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const held = await read(join(folder, 'kms-keys.json'))
  const missing = declared.filter(({ arn }) => !held.some((key) => key.arn === arn)).map(fresh)
  let keys: readonly Key[] = [...held.map((key) => asDeclared(key, declared)), ...missing]
  if (keys.some((key, index) => key !== held[index])) await save(folder, keys)
  return {
    find: (arn: string): Key | undefined => keys.find((key) => key.arn === arn),
    enable: async (arn: string, enabled: boolean): Promise<void> => {
      keys = keys.map((key) => (key.arn === arn ? { ...key, enabled } : key))
      await save(folder, keys)
    },
  }
}
