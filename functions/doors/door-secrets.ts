import { createHmac } from 'node:crypto'
import { type Door, type DoorKind, editionsOf } from '../../domain/doors/door.ts'
import type { Instant } from '../../domain/kernel/instant.ts'

/** A key for a purpose, the same in every process, that nobody can read. */
export type KeyFor = (purpose: string) => Promise<Uint8Array>

const keyOf = (keyFor: KeyFor, kind: DoorKind, edition: number): Promise<Uint8Array> => keyFor(`lading:door:${kind}:v${edition}`)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** So many letters and digits that follow from a key. */
const lettersFrom = (key: Uint8Array, label: string, length: number): string => {
  const bytes = createHmac('sha512', key).update(label).digest()
  return Array.from({ length }, (_, i) => alphabet[(bytes[i] ?? 0) % alphabet.length]).join('')
}

/** What a call centre signs with, as Standard Webhooks writes it. */
export const phoneSecret = async (keyFor: KeyFor, edition: number): Promise<string> =>
  `whsec_${Buffer.from(await keyOf(keyFor, 'phone', edition)).toString('base64')}`

export type WechatSecrets = { readonly token: string; readonly encodingAesKey: string }

/** What stands at WeChat beside the address of the door: a token of 32 characters, and a key of 43. */
export const wechatSecrets = async (keyFor: KeyFor, edition: number): Promise<WechatSecrets> => {
  const key = await keyOf(keyFor, 'wechat', edition)
  return { token: lettersFrom(key, 'token', 32), encodingAesKey: lettersFrom(key, 'aes', 43) }
}

/** The secrets of all editions that count now, the newest first. */
export const inForce =
  <Secret>(secretOf: (keyFor: KeyFor, edition: number) => Promise<Secret>, keyFor: KeyFor) =>
  (door: Door, now: Instant): Promise<readonly Secret[]> =>
    Promise.all(editionsOf(door, now).map((edition) => secretOf(keyFor, edition)))
