import { SealBroken } from '../../domain/kernel/vault.ts'

const versionBytes = 16

/** What is stored: the version of the key (a UUID, 16 bytes), then the Encryption SDK's message as its format defines it. */
export const pack = (version: string, message: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(version.replaceAll('-', ''), 'hex'), message])

export const unpack = (stored: Uint8Array): { readonly version: string; readonly message: Uint8Array } => {
  if (stored.length <= versionBytes) throw new SealBroken('What is stored here is too short for a sealed message.')
  const hex = Buffer.from(stored.subarray(0, versionBytes)).toString('hex')
  const version = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return { version, message: stored.subarray(versionBytes) }
}
